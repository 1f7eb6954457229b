package dev.tandem.contracts;

import java.util.UUID;

/** Final result of an operation that a client follows. Sent on the exchange {@code operations} to the gateway. */
public sealed interface OperationEnd extends Payload permits OperationSucceeded, OperationFailed {

    UUID operationId();
}
