package dev.tandem.messaging.report;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Records the distribution of critical times, from an event to the commit of its effect: microseconds to a day, with an error of
 * at most 1 %. Needs some ten kilobytes of memory, whatever the number of values, and some hundred bytes as text. Not
 * thread-safe.
 *
 * @see <a href="http://hdrhistogram.org">HdrHistogram</a>
 */
public final class CriticalTimes {

    private static final int DIGITS = 2;
    private static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(1);

    private final Histogram micros = new Histogram(DIGITS);

    /** Adds one time; a negative time counts as zero, and one longer than a day as a day. */
    public void add(Duration time) {
        micros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, TimeUnit.MICROSECONDS.convert(time))));
    }

    /** Adds all times of the other distribution. */
    public void add(CriticalTimes others) {
        micros.add(others.micros);
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** The time in milliseconds within which this percentage of the events took effect; 0 without events. */
    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** Encodes the distribution as text for {@link #decode}. */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /** @throws IllegalArgumentException when the text was not written by {@link #encode} */
    public static CriticalTimes decode(String text) {
        CriticalTimes times = new CriticalTimes();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            times.micros.add(Histogram.decodeFromCompressedByteBuffer(bytes, 0));
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("This is not a distribution of times", e);
        }
        return times;
    }
}
