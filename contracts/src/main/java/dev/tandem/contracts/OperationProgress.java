package dev.tandem.contracts;

import java.util.UUID;

/**
 * News of an operation that has not ended yet. Sent on the exchange {@code operations} to the gateway; may come late or out
 * of order, and means nothing for an operation that has ended.
 */
public sealed interface OperationProgress extends Payload permits OperationRetrying, OperationStalled {

    UUID operationId();
}
