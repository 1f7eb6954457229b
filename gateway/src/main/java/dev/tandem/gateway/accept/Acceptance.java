package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;

/**
 * The promise: the operation is durable and will be carried out.
 *
 * @param operation as it was accepted, or as it stands after the client has waited
 * @param replayed whether it had been accepted before, under the same key
 */
public record Acceptance(Operation operation, boolean replayed) {

    Acceptance standing(Operation now) {
        return new Acceptance(now, replayed);
    }
}
