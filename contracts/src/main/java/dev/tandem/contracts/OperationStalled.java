package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * The operation's command became a dead letter and waits for an operator. A replay lets it go on.
 *
 * @param deadLetterId the dead letter's id
 * @param reason shown to operators
 */
public record OperationStalled(
        UUID operationId, UUID deadLetterId, @Text(DETAIL) String reason) implements OperationProgress {
    public OperationStalled {
        Shape.check(OperationStalled.class, operationId, deadLetterId, reason);
    }
}
