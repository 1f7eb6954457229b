package dev.tandem.contracts;

import java.util.UUID;

/**
 * Progress of an operation that has not ended yet. Sent on the exchange {@code operations} to the gateway; may arrive late or out
 * of order, and is ignored for an operation that has ended.
 */
public sealed interface OperationProgress extends Payload permits OperationRetrying, OperationStalled {

    UUID operationId();
}
