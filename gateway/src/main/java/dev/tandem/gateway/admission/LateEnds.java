package dev.tandem.gateway.admission;

import java.time.Duration;

/**
 * How many changes a second may be accepted while the work behind the 202 falls behind.
 *
 * <p>Ends that come say how fast that work goes. When even the youngest that ended in an interval was older than the target,
 * more is accepted than done: then only a share of what was done may be accepted, a smaller one with each such interval, down
 * to a half. Once ends are young again the share grows, quickly up to the whole and slowly beyond, until it bounds nobody.
 *
 * <ol>
 *   <li>I1: no ends are no overload: the broker or a service is away, and accepting goes on.
 *   <li>I2: {@link #SLOWEST} a second are always accepted.
 *   <li>I3: the measure is the best of late, forgotten slowly: a lull, and what is refused here, do not pass for slowness.
 * </ol>
 *
 * <p>Time is given to it, in nanoseconds of one clock that never goes back; it has no timer. Not safe for use by many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8289">RFC 8289, CoDel: the minimum over an interval</a>
 * @see <a href="https://queue.acm.org/detail.cfm?id=3022184">BBR: the rate of a bottleneck is the best that came through</a>
 */
final class LateEnds {

    static final long INTERVAL = Duration.ofMillis(500).toNanos();
    static final long TARGET = Duration.ofSeconds(1).toNanos();
    static final double SLOWEST = 50;

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final double FORGETTING = 0.98;
    private static final double SHRINKING = 0.9;
    private static final double LEAST_SHARE = 0.5;
    private static final double RECOVERING = 1.15;
    private static final double PROBING = 1.03;
    private static final double UNBOUND_SHARE = 2;
    private static final long SILENCE = 4;
    private static final double BURST_SECONDS = 0.1;

    private double done;
    private double share = Double.POSITIVE_INFINITY;
    private int ends;
    private long youngest = Long.MAX_VALUE;
    private long silent;
    private double tokens;
    private long filled;
    private long began;

    LateEnds(long now) {
        this.began = now;
    }

    /** An operation has ended, that long after it was accepted. */
    void ended(long now, long age) {
        look(now);
        ends++;
        youngest = Math.min(youngest, age);
    }

    /** Whether one more may be accepted; if so, it counts. */
    boolean admit(long now) {
        double rate = rate(now);
        if (rate == Double.POSITIVE_INFINITY) {
            return true;
        }
        tokens = Math.min(Math.max(1, rate * BURST_SECONDS), tokens + (now - filled) / SECOND * rate);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Changes a second; infinite when nobody is bounded. */
    double rate(long now) {
        look(now);
        return share == Double.POSITIVE_INFINITY ? share : Math.max(SLOWEST, done * share);
    }

    private void look(long now) {
        long passed = (now - began) / INTERVAL;
        if (passed <= 0) {
            return;
        }
        if (ends == 0) {
            silent += passed;
            share = silent >= SILENCE ? Double.POSITIVE_INFINITY : share;
        } else {
            silent = passed - 1;
            done = Math.max(ends * SECOND / (passed * INTERVAL), done * Math.pow(FORGETTING, passed));
            share = youngest > TARGET ? smaller(now) : larger();
        }
        began += passed * INTERVAL;
        ends = 0;
        youngest = Long.MAX_VALUE;
    }

    private double smaller(long now) {
        if (share == Double.POSITIVE_INFINITY) {
            tokens = 0;
            filled = now;
        }
        return Math.max(LEAST_SHARE, Math.min(1, share) * SHRINKING);
    }

    private double larger() {
        double more = share * (share < 1 ? RECOVERING : PROBING);
        return more > UNBOUND_SHARE ? Double.POSITIVE_INFINITY : more;
    }
}
