package dev.tandem.messaging.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the oldest message of a queue has been waiting, told from probes: one that is answered proves that all before
 * it are settled; one that is not has been waiting since it was due. So the lag is too small by one interval between
 * probes at most, and never too large while answers are not lost.
 *
 * <p>While a probe waits, others follow at growing intervals, for an answer may be lost. Times are {@link
 * System#nanoTime()}. Written on one context, read from any thread.
 */
final class Lag {

    private static final Duration FIRST_REPEAT = Duration.ofSeconds(5);
    private static final Duration LONGEST_REPEAT = Duration.ofMinutes(1);

    private final Deque<Long> unanswered = new ArrayDeque<>();
    private Duration repeat = FIRST_REPEAT;
    private boolean again;
    private volatile boolean waiting;
    private volatile long waitingSince;

    /** Whether a probe should be sent now. */
    boolean due(long now) {
        return unanswered.isEmpty() || again || now - unanswered.getLast() >= repeat.toNanos();
    }

    /** A probe is on its way, or should be. */
    void sent(long now) {
        if (!unanswered.isEmpty() && !again) {
            repeat = repeat.multipliedBy(2).compareTo(LONGEST_REPEAT) > 0 ? LONGEST_REPEAT : repeat.multipliedBy(2);
        }
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
        repeat = FIRST_REPEAT;
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
