package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;

/**
 * The promise of a 202: the operation is durable and will be carried out.
 *
 * @param operation as accepted, or as it stands after the client has waited
 * @param replayed true if it was accepted before, under the same key
 */
public record Acceptance(Operation operation, boolean replayed) {

    Acceptance standing(Operation now) {
        return new Acceptance(now, replayed);
    }
}
