package dev.tandem.project.command;

import dev.tandem.contracts.Command;
import dev.tandem.messaging.Event;
import dev.tandem.project.decision.Origin;
import io.opentelemetry.context.Context;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A valid received command: its actor is known, and it stays within its tenant.
 *
 * @param operationId the operation that the command ends, if any
 */
record Request(UseCase useCase, @Nullable UUID operationId, Origin origin, Context context) {

    /** @throws Malformed when no repetition would make the event acceptable */
    static Request of(Event event) {
        if (!(event.payload() instanceof Command command)) {
            throw new Malformed(event.envelope().type() + " is not a command");
        }
        UUID workspace = command.workspaceId();
        if (!event.envelope().tenant().equals(workspace.toString())) {
            throw new Malformed("The command is about workspace " + workspace + ", its envelope about another");
        }
        String actor = event.envelope().actor();
        if (actor == null || actor.isBlank()) {
            throw new Malformed("The command says not on whose behalf");
        }
        return new Request(
                UseCases.of(command, actor),
                operationId(event.envelope().operationId()),
                Origin.answering(event.envelope(), workspace),
                event.context());
    }

    private static @Nullable UUID operationId(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noUuid) {
            throw new Malformed("The operation id is not a UUID");
        }
    }

    /** Signals that the event breaks its contract. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}
