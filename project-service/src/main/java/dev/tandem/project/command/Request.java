package dev.tandem.project.command;

import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.messaging.Event;
import dev.tandem.project.decision.Origin;
import dev.tandem.project.workspace.Member;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A received command in order: who asks is known, and it stays within its tenant.
 *
 * @param actor on whose behalf
 * @param operationId the operation that waits for its end, if any
 */
record Request(Command command, String actor, @Nullable UUID operationId, Origin origin, Context context) {

    /** @throws Malformed when no repetition would make the event acceptable */
    static Request of(Event event) {
        if (!(event.payload() instanceof Command command)) {
            throw new Malformed(event.envelope().type() + " is not a command");
        }
        UUID workspace = workspaceOf(command);
        if (!event.envelope().tenant().equals(workspace.toString())) {
            throw new Malformed("The command is about workspace " + workspace + ", its envelope about another");
        }
        String actor = event.envelope().actor();
        if (actor == null || actor.isBlank()) {
            throw new Malformed("The command says not on whose behalf");
        }
        return new Request(
                command,
                actor,
                operationId(event.envelope().operationId()),
                Origin.answering(event.envelope(), workspace),
                event.context());
    }

    UUID workspaceId() {
        return origin.workspace();
    }

    /** The memberships that the decision looks at. */
    List<Member.Key> concerns() {
        List<Member.Key> keys = new ArrayList<>(2);
        if (command instanceof CreateProject project) {
            keys.add(new Member.Key(workspaceId(), actor));
            keys.add(new Member.Key(workspaceId(), leadOf(project)));
        }
        return keys;
    }

    String leadOf(CreateProject project) {
        String lead = project.leadId();
        return lead == null ? actor : lead;
    }

    private static UUID workspaceOf(Command command) {
        return command instanceof CreateWorkspace workspace
                ? workspace.workspaceId()
                : ((CreateProject) command).workspaceId();
    }

    private static @Nullable UUID operationId(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noUuid) {
            throw new Malformed("The operation id is no UUID");
        }
    }

    /** The event breaks its contract. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}
