package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operation did what was asked.
 *
 * @param targetType {@code project}, {@code workspace}
 * @param targetId the id of what it made or changed
 * @param events the ids of the events that it caused, so that a client can query their effects
 */
public record OperationSucceeded(
        UUID operationId,
        @Text(TEMPLATE) String targetType,
        @Text(USER_ID) String targetId,
        @Nullable List<UUID> events)
        implements OperationEnd {
    public OperationSucceeded {
        Shape.check(OperationSucceeded.class, operationId, targetType, targetId, events);
        events = Shape.copy(events);
    }

    /** Returns true if the operation caused events. */
    boolean hasEvents() {
        return events != null && !events.isEmpty();
    }
}
