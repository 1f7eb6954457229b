package dev.tandem.project.command;

import dev.tandem.contracts.OperationSucceeded;
import java.util.List;
import java.util.UUID;

/**
 * Resource that a command makes or changes.
 *
 * @param type as clients know it: {@code workspace}, {@code project}, {@code section}, {@code task}, {@code comment}
 */
record Target(String type, UUID id) {

    /** @param events the ids of the events that tell of it */
    OperationSucceeded reachedBy(UUID operation, List<UUID> events) {
        return new OperationSucceeded(operation, type, id.toString(), events);
    }
}
