package dev.tandem.project.command;

import dev.tandem.contracts.OperationSucceeded;
import java.util.List;
import java.util.UUID;

/**
 * Resource that a command creates or changes.
 *
 * @param type the name that clients see: {@code workspace}, {@code project}, {@code section}, {@code task},
 *     {@code comment}
 */
record Target(String type, UUID id) {

    /** @param events ids of the facts that report the change */
    OperationSucceeded reachedBy(UUID operation, List<UUID> events) {
        return new OperationSucceeded(operation, type, id.toString(), events);
    }
}
