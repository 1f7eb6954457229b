package dev.tandem.messaging;

import java.time.Instant;
import java.util.Optional;

/**
 * Makes the message that announces a retry. Called on the consumer's context once the broker has the delayed copy. The message is
 * published at once, not through the outbox, and nothing waits for it: it may get lost, arrive twice, or arrive after the retry.
 */
@FunctionalInterface
public interface RetryNotice {

    /** Announces nothing. */
    RetryNotice NONE = (event, nextAttempt, nextAttemptAt, why) -> Optional.empty();

    /**
     * The message to publish, if any.
     *
     * @param nextAttempt 2 after the first failure
     * @param why the failure as text, at most 1,000 characters
     */
    Optional<Message> of(Event event, int nextAttempt, Instant nextAttemptAt, String why);
}
