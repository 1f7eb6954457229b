package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * The operation's command failed and will be tried again.
 *
 * @param attempt which attempt comes next, 2 for the first retry
 * @param nextAttemptAt when, at the earliest; ISO-8601 in UTC
 * @param reason shown to operators
 */
public record OperationRetrying(
        UUID operationId,
        @Range(least = 2) int attempt,
        @Moment String nextAttemptAt,
        @Text(DETAIL) String reason) implements OperationProgress {
    public OperationRetrying {
        Shape.check(OperationRetrying.class, operationId, attempt, nextAttemptAt, reason);
    }
}
