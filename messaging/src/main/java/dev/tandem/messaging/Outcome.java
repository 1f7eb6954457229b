package dev.tandem.messaging;

/**
 * A handler's result for one event. The kit acts on it: only the kit acks, retries and dead-letters.
 *
 * <p>A handler must write nothing for an event unless it answers {@link Done}: the transaction commits whatever the outcomes
 * are. {@code why} is logged, and recorded in the headers of the retry or dead letter.
 */
public sealed interface Outcome {

    /** The event's effect is in the transaction, or it has none. */
    record Done() implements Outcome {}

    /**
     * Not now: the event is redelivered after the delay that the consumer's {@link RetryPolicy} gives, and dead-lettered when its
     * attempts are used up. The broker delays by little more than 17 minutes at most, so a longer delay is shortened.
     */
    record RetryLater(String why) implements Outcome {}

    /**
     * Not yet: the event depends on others that the handler has not seen. It is redelivered for an hour after its first failure
     * ({@code Tuning.earlyRetryLimit}), however many attempts that takes, and then dead-lettered. The delays are those of the policy; its
     * last one repeats.
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
     * A dependency that all of this consumer's events need is unavailable: the event is redelivered as with {@link RetryLater}.
     * When as many deliveries in a row fail on it as {@link RetryPolicy#pausingAfter()} says, the consumer pauses, as a circuit
     * breaker does, and probes with one event at a time, without counting attempts, until one no longer fails on it.
     *
     * @param dependency one of a few fixed names, such as {@code mail}, because it is logged and shown. For what only one event
     *     or workspace needs, such as a webhook's receiver, answer {@link RetryLater} instead
     */
    record Unavailable(String dependency, String why) implements Outcome {}

    Done DONE = new Done();

    static Outcome done() {
        return DONE;
    }

    static Outcome retryLater(String why) {
        return new RetryLater(why);
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
