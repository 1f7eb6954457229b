package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * The operation's command stands among the dead letters and waits for an operator. A replay brings it on.
 *
 * @param deadLetterId under which it stands there
 * @param reason for an operator's eyes
 */
public record OperationStalled(
        UUID operationId, UUID deadLetterId, @Text(DETAIL) String reason) implements OperationProgress {
    public OperationStalled {
        Shape.check(OperationStalled.class, operationId, deadLetterId, reason);
    }
}
