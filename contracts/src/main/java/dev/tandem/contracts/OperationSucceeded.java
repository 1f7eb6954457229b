package dev.tandem.contracts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operation did what was asked.
 *
 * @param targetType {@code project}, {@code workspace}
 * @param targetId the id of what it made or changed
 * @param events the ids of the events that told of it, so that their effects can be asked for
 */
public record OperationSucceeded(
        UUID operationId,
        String targetType,
        String targetId,
        @Nullable List<UUID> events) implements OperationEnd {
    public OperationSucceeded {
        Require.present(operationId, "operationId");
        Require.text(targetType, Require.TEMPLATE, "targetType");
        Require.text(targetId, Require.USER_ID, "targetId");
        events = events == null ? null : List.copyOf(events);
    }
}
