package dev.tandem.messaging;

import java.time.Instant;
import java.util.Optional;

/**
 * Makes the message that announces that an event will come again. Called on the consumer's context once the broker has the
 * delayed copy. The message is published at once, not through the outbox, and nobody waits for it: it may get lost, come
 * twice, or come after what it announces.
 */
@FunctionalInterface
public interface RetryNotice {

    /** Says nothing. */
    RetryNotice NONE = (event, nextAttempt, nextAttemptAt, why) -> Optional.empty();

    /**
     * The message to publish, if any.
     *
     * @param nextAttempt 2 after the first failure
     * @param why the failure, in words, at most 1,000 characters
     */
    Optional<Message> of(Event event, int nextAttempt, Instant nextAttemptAt, String why);
}
