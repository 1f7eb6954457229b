package dev.tandem.contracts;

import java.util.UUID;

/** How an operation that a client watches came out. Sent on the exchange {@code operations} to the gateway. */
public sealed interface OperationEnd extends Payload permits OperationSucceeded, OperationFailed {

    UUID operationId();
}
