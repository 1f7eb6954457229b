package dev.tandem.messaging;

import java.time.Duration;

/**
 * Answer of a handler to one event. The kit acts on it: only the kit acks, retries and dead-letters.
 *
 * <p>A handler that answers anything but {@link Done} for an event has written nothing for it; what it wrote for the other
 * events of the batch is committed.
 */
public sealed interface Outcome {

    /** Its effect is in the transaction, or it has none. */
    record Done() implements Outcome {}

    /**
     * Not now: delivered again after the delay that the consumer's {@link RetryPolicy} gives.
     *
     * @param notBefore a hint of whoever could not serve it: the delay is at least that long, but no longer than the
     *     broker can delay, a little over 17 minutes; zero where there is no hint
     */
    record RetryLater(String why, Duration notBefore) implements Outcome {}

    /**
     * Not yet: others have to come before it, which the handler does not know of. Delivered again as with {@link RetryLater},
     * but for an hour however many attempts that takes, at the last of the policy's delays in the end.
     */
    record Early(String why) implements Outcome {}

    /**
     * Not in this transaction, which has enough to write already: among the first of the next one, and no attempt is counted. Some
     * other event of the batch has to have another outcome.
     */
    record NoRoom() implements Outcome {}

    /** Never: dead-lettered at once. */
    record Refuse(String why) implements Outcome {}

    /**
     * Something that this consumer's events need is away: delivered again as with {@link RetryLater}; and when several
     * deliveries in a row say so of the same dependency, the consumer pauses and probes with one event at a time until
     * one gets through, without counting attempts.
     *
     * @param dependency one of few names, for it is logged and shown: {@code mail}. What only one event or one workspace
     *     needs, such as a webhook's receiver, is no dependency in this sense
     */
    record Unavailable(String dependency, String why) implements Outcome {}

    Done DONE = new Done();

    static Outcome done() {
        return DONE;
    }

    static Outcome retryLater(String why) {
        return new RetryLater(why, Duration.ZERO);
    }

    static Outcome retryLater(String why, Duration notBefore) {
        return new RetryLater(why, notBefore);
    }

    static Outcome early(String why) {
        return new Early(why);
    }

    static Outcome noRoom() {
        return new NoRoom();
    }

    static Outcome refuse(String why) {
        return new Refuse(why);
    }

    static Outcome unavailable(String dependency, String why) {
        return new Unavailable(dependency, why);
    }
}
