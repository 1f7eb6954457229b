package dev.tandem.gateway.admission;

import java.time.Duration;

/**
 * Limits how many changes may be under way between their arrival and being durable.
 *
 * <p>The signal is CoDel's: a queue is a standing one when even the fastest of an interval stayed for longer than the target.
 * The minimum is blind to bursts and to pauses that end. The answer is that of an adaptive limit: the limit is cut in
 * proportion to the excess while a queue stands, and grows by a tenth each interval otherwise, so that stays swing about the
 * target.
 *
 * <ol>
 *   <li>I1: whoever finds fewer than {@link #FLOOR} under way enters, however slow everything is.
 *   <li>I2: the limit is never cut while no more than {@link #FLOOR} were under way: what is slow then is no queue.
 *   <li>I3: an interval in which more than {@link #FLOOR} were under way throughout and none got through counts as a queue.
 * </ol>
 *
 * <p>Time is given to it, in nanoseconds of one clock that never goes back; it has no timer. Not safe for use by many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8289">RFC 8289, CoDel</a>
 * @see <a href="https://queue.acm.org/detail.cfm?id=2839461">Fail at Scale: CoDel for requests, target 5 ms in 100 ms</a>
 * @see <a href="https://github.com/Netflix/concurrency-limits">Netflix, concurrency-limits: the gradient</a>
 */
final class InFlightLimit {

    static final long INTERVAL = Duration.ofMillis(100).toNanos();

    /**
     * Folly's 5 ms are for a queue alone. This stay holds two round trips and a commit, on a processor that relaying and
     * consuming share. On two slow cores 30 ms, with a floor of 64, refused up to a tenth of what can be done while the JVM was
     * still compiling, and made what was let in at twice that rate no faster.
     */
    static final long TARGET = Duration.ofMillis(60).toNanos();

    /** Most of what fills a transaction. */
    static final int FLOOR = 96;

    /** What a burst may bring into a system at rest. */
    static final int CEILING = 512;

    private static final double GROWTH = 1.1;
    private static final double LARGEST_CUT = 0.5;
    private static final double SMALLEST_CUT = 0.95;

    private double limit = CEILING;
    private int underWay;
    private int most;
    private int least;
    private long fastest = Long.MAX_VALUE;
    private long began;

    InFlightLimit(long now) {
        this.began = now;
    }

    /** Whether one more could enter. */
    boolean hasPlace(long now) {
        look(now);
        return underWay < limit();
    }

    /** Whether one more may enter; then it is under way until {@link #leave}. */
    boolean enter(long now) {
        if (!hasPlace(now)) {
            return false;
        }
        underWay++;
        most = Math.max(most, underWay);
        return true;
    }

    /** One that entered is durable, after that stay. To be called before it leaves. */
    void durable(long now, long stay) {
        look(now);
        fastest = Math.min(fastest, stay);
    }

    /** One that entered is under way no longer, whatever became of it. */
    void leave(long now) {
        look(now);
        underWay--;
        least = Math.min(least, underWay);
    }

    int limit() {
        return (int) limit;
    }

    int underWay() {
        return underWay;
    }

    private void look(long now) {
        long passed = (now - began) / INTERVAL;
        if (passed <= 0) {
            return;
        }
        long quiet = passed;
        if (queueStood()) {
            double cut = Math.max(LARGEST_CUT, Math.min(SMALLEST_CUT, (double) TARGET / fastest));
            limit = Math.max(FLOOR, Math.min(limit, most) * cut);
            quiet--;
        }
        limit = Math.min(CEILING, limit * Math.pow(GROWTH, quiet));
        began += passed * INTERVAL;
        fastest = Long.MAX_VALUE;
        most = underWay;
        least = underWay;
    }

    private boolean queueStood() {
        boolean nothingGotThrough = fastest == Long.MAX_VALUE;
        return nothingGotThrough ? least > FLOOR : most > FLOOR && fastest > TARGET;
    }
}
