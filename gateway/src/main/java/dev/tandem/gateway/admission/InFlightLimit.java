package dev.tandem.gateway.admission;

import java.time.Duration;

/**
 * Limits how many changes may be under way between arrival and durability.
 *
 * <p>The signal is CoDel's: a queue is standing if even the fastest change of an interval took longer than the target. The
 * minimum ignores bursts and pauses that end. The reaction is that of an adaptive limit: it is cut in proportion to the
 * excess while a queue stands, and otherwise grows by a tenth each interval, so that latencies oscillate around the target.
 *
 * <ol>
 *   <li>I1: a change that finds fewer than {@link #FLOOR} under way is admitted, however slow everything is.
 *   <li>I2: the limit is never cut while no more than {@link #FLOOR} were under way: slowness is then no queue.
 *   <li>I3: an interval in which more than {@link #FLOOR} were under way throughout and none became durable counts as a
 *       queue.
 * </ol>
 *
 * <p>Has no timer: callers pass the time, in nanoseconds of one monotonic clock. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8289">RFC 8289, CoDel</a>
 * @see <a href="https://queue.acm.org/detail.cfm?id=2839461">Fail at Scale: CoDel for requests, target 5 ms in 100 ms</a>
 * @see <a href="https://github.com/Netflix/concurrency-limits">Netflix, concurrency-limits: the gradient</a>
 */
final class InFlightLimit {

    static final long INTERVAL = Duration.ofMillis(100).toNanos();

    /**
     * Folly's 5 ms cover a queue alone. This latency includes two round trips and a commit, on a processor shared with
     * relaying and consuming. On two slow cores, 30 ms with a floor of 64 refused up to a tenth of the achievable load
     * while the JVM was still compiling; at twice that load it did not make the admitted changes faster.
     */
    static final long TARGET = Duration.ofMillis(60).toNanos();

    /** A little less than the largest batch of one transaction. */
    static final int FLOOR = 96;

    /** The largest burst admitted to an idle system. */
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

    /** Returns true if one more change would be admitted. */
    boolean hasPlace(long now) {
        look(now);
        return underWay < limit();
    }

    /** Admits one more change if there is a place, and returns true; the change is then under way until {@link #leave}. */
    boolean enter(long now) {
        if (!hasPlace(now)) {
            return false;
        }
        underWay++;
        most = Math.max(most, underWay);
        return true;
    }

    /** Records that a change became durable after {@code stay} nanoseconds. Call it before {@link #leave}. */
    void durable(long now, long stay) {
        look(now);
        fastest = Math.min(fastest, stay);
    }

    /** Records that a change is no longer under way, whatever its outcome. */
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
