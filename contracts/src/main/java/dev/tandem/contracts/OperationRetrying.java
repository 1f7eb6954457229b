package dev.tandem.contracts;

import java.util.UUID;

/**
 * Its command failed and will be tried again.
 *
 * @param attempt which attempt comes next, 2 for the first retry
 * @param nextAttemptAt when, at the earliest; ISO-8601 in UTC
 * @param reason for an operator's eyes
 */
public record OperationRetrying(UUID operationId, int attempt, String nextAttemptAt, String reason)
        implements OperationProgress {
    public OperationRetrying {
        Require.present(operationId, "operationId");
        Require.between(2, attempt, Integer.MAX_VALUE, "attempt");
        Require.instant(nextAttemptAt, "nextAttemptAt");
        Require.text(reason, Require.DETAIL, "reason");
    }
}
