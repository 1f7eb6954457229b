package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;

/**
 * The promise: the operation is durable and will be carried out.
 *
 * @param replayed whether it had been accepted before, under the same key
 */
public record Acceptance(Operation operation, boolean replayed) {}
