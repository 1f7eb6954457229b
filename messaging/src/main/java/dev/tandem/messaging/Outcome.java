package dev.tandem.messaging;

import java.time.Duration;

/**
 * A handler's result for one event. The kit acts on it: only the kit acks, retries and dead-letters.
 *
 * <p>A handler that answers anything but {@link Done} for an event has written nothing for it; what it wrote for the other
 * events of the batch is committed.
 */
public sealed interface Outcome {

    /** The event's effect is in the transaction, or it has none. */
    record Done() implements Outcome {}

    /**
     * Not now: the event is redelivered after the delay that the consumer's {@link RetryPolicy} gives.
     *
     * @param notBefore the least delay, for example as a dependency demands it, limited to what the broker can delay, a little
     *     over 17 minutes; zero if only the policy decides
     */
    record RetryLater(String why, Duration notBefore) implements Outcome {}

    /**
     * Not yet: the event depends on others that the handler has not seen. Redelivered as with {@link RetryLater}, but for an hour
     * regardless of the number of attempts; once the policy's delays are used up, its last one repeats.
     */
    record Early(String why) implements Outcome {}

    /**
     * Not in this transaction, which already writes enough: the event is among the first of the next transaction, and no attempt is
     * counted. At least one event of the batch must have another outcome.
     */
    record NoRoom() implements Outcome {}

    /** Never: the event is dead-lettered at once. */
    record Refuse(String why) implements Outcome {}

    /**
     * A dependency of this consumer's events is away: the event is redelivered as with {@link RetryLater}. When several deliveries
     * in a row fail on the same dependency, the consumer pauses, as a circuit breaker does, and probes with one event at a time
     * until one gets through, without counting attempts.
     *
     * @param dependency one of a few names, because it is logged and shown: {@code mail}. Something that only one event or one
     *     workspace needs, such as a webhook's receiver, is no dependency in this sense
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
