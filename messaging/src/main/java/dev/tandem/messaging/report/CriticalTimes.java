package dev.tandem.messaging.report;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Distribution of the times from events until their effects were committed: microseconds to a day, with an error of one in
 * a hundred at most. It takes some ten kilobytes however many there are, and some hundred bytes as text. Not safe for use
 * by several threads.
 *
 * @see <a href="http://hdrhistogram.org">HdrHistogram</a>
 */
public final class CriticalTimes {

    private static final int DIGITS = 2;
    private static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(1);

    private final Histogram micros = new Histogram(DIGITS);

    /** Counts one; what is negative counts as nothing, and what is longer than a day as a day. */
    public void add(Duration time) {
        micros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, TimeUnit.MICROSECONDS.convert(time))));
    }

    /** Counts all of the others. */
    public void add(CriticalTimes others) {
        micros.add(others.micros);
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** The time within which that percentage of the events took effect; 0 without events. */
    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** As text, which {@link #decode} reads. */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /** @throws IllegalArgumentException when it is none of ours */
    public static CriticalTimes decode(String text) {
        CriticalTimes times = new CriticalTimes();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            times.micros.add(Histogram.decodeFromCompressedByteBuffer(bytes, 0));
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("This is no distribution of times", e);
        }
        return times;
    }
}
