package dev.tandem.contracts;

import java.util.UUID;

/**
 * The operation did what was asked.
 *
 * @param targetType {@code project}, {@code workspace}
 * @param targetId the id of what it made or changed
 */
public record OperationSucceeded(UUID operationId, String targetType, String targetId) implements OperationEnd {
    public OperationSucceeded {
        Require.present(operationId, "operationId");
        Require.text(targetType, Require.TEMPLATE, "targetType");
        Require.text(targetId, Require.USER_ID, "targetId");
    }
}
