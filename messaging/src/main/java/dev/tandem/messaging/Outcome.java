package dev.tandem.messaging;

/**
 * What a handler says of one event. The kit acts on it: only the kit acks, retries and dead-letters.
 *
 * <p>A handler that answers {@link RetryLater} or {@link Refuse} for an event has written nothing for it; what it wrote
 * for the other events of the batch is committed.
 */
public sealed interface Outcome {

    /** Its effect is in the transaction, or it has none. */
    record Done() implements Outcome {}

    /** Not now: delivered again after the delay that the consumer's {@link RetryPolicy} gives. */
    record RetryLater(String why) implements Outcome {}

    /** Never: dead-lettered at once. */
    record Refuse(String why) implements Outcome {}

    Done DONE = new Done();

    static Outcome done() {
        return DONE;
    }

    static Outcome retryLater(String why) {
        return new RetryLater(why);
    }

    static Outcome refuse(String why) {
        return new Refuse(why);
    }
}
