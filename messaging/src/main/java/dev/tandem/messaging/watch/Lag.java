package dev.tandem.messaging.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Derives from probes how long the oldest message of a queue has been waiting. An answered probe proves that all earlier messages
 * are settled; an unanswered one has been waiting since it was due. So the lag is too small by at most one probe interval.
 *
 * <p>While a probe waits, others follow, because an answer may be lost: each after a tenth of the elapsed time, but no less than
 * five seconds and no more than a minute. So a lost answer makes the lag too large by that much, and a consumer that is away for
 * long does not find a pile of probes. Times are {@link System#nanoTime()}. Written on one context, read from any thread.
 */
final class Lag {

    private static final long SHORTEST_REPEAT = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_REPEAT = Duration.ofMinutes(1).toNanos();
    private static final int PART = 10;

    private final Deque<Long> unanswered = new ArrayDeque<>();
    private boolean again;
    private volatile boolean waiting;
    private volatile long waitingSince;

    /** Returns true if a probe should be sent now. */
    boolean due(long now) {
        return unanswered.isEmpty() || again || now - unanswered.getLast() >= repeat(now);
    }

    private long repeat(long now) {
        return Math.max(SHORTEST_REPEAT, Math.min((now - unanswered.getFirst()) / PART, LONGEST_REPEAT));
    }

    /** Notes that a probe is being sent. */
    void sent(long now) {
        if (again && unanswered.size() > 1) {
            // Never sent, so never answered.
            unanswered.removeLast();
        }
        again = false;
        unanswered.addLast(now);
        show();
    }

    /** Notes that the last probe could not be sent: it counts as waiting, and the next is due at once. */
    void notSent() {
        again = true;
    }

    /** Notes that the probe sent at that time was answered, and with it every earlier one. */
    void answered(long sentAt) {
        while (!unanswered.isEmpty() && unanswered.getFirst() - sentAt <= 0) {
            unanswered.removeFirst();
        }
        show();
    }

    double seconds(long now) {
        return waiting ? Math.max(0, now - waitingSince) / 1e9 : 0;
    }

    private void show() {
        if (!unanswered.isEmpty()) {
            waitingSince = unanswered.getFirst();
        }
        waiting = !unanswered.isEmpty();
    }
}
