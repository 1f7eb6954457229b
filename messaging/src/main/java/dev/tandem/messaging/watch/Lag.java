package dev.tandem.messaging.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells from probes how long the oldest message of a queue has been waiting. A probe that is answered proves that all
 * before it are settled; one that is not has been waiting since it was due. So the lag is too small by one interval between
 * probes at most.
 *
 * <p>While a probe waits, others follow, for an answer may be lost: after a tenth of the time that has gone by, but no less than
 * five seconds and no more than a minute. So a lost answer makes the lag too large by that much, and a consumer that is gone for
 * long is not left a heap of probes. Times are {@link System#nanoTime()}. Written on one context, read from any thread.
 */
final class Lag {

    private static final long SHORTEST_REPEAT = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_REPEAT = Duration.ofMinutes(1).toNanos();
    private static final int PART = 10;

    private final Deque<Long> unanswered = new ArrayDeque<>();
    private boolean again;
    private volatile boolean waiting;
    private volatile long waitingSince;

    /** Whether a probe should be sent now. */
    boolean due(long now) {
        return unanswered.isEmpty() || again || now - unanswered.getLast() >= repeat(now);
    }

    private long repeat(long now) {
        return Math.max(SHORTEST_REPEAT, Math.min((now - unanswered.getFirst()) / PART, LONGEST_REPEAT));
    }

    /** A probe is on its way, or should be. */
    void sent(long now) {
        if (again && unanswered.size() > 1) {
            // Never sent, so never answered.
            unanswered.removeLast();
        }
        again = false;
        unanswered.addLast(now);
        show();
    }

    /** The last probe could not be sent: it counts as waiting, and the next is due at once. */
    void notSent() {
        again = true;
    }

    /** The probe of that time was answered, and with it every earlier one. */
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
