package dev.tandem.contracts;

import java.util.UUID;

/**
 * Its command stands among the dead letters and waits for an operator; a replay brings it on.
 *
 * @param deadLetterId under which it stands there
 * @param reason for an operator's eyes
 */
public record OperationStalled(UUID operationId, UUID deadLetterId, String reason) implements OperationProgress {
    public OperationStalled {
        Require.present(operationId, "operationId");
        Require.present(deadLetterId, "deadLetterId");
        Require.text(reason, Require.DETAIL, "reason");
    }
}
