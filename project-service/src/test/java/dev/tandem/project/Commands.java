package dev.tandem.project;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.Person;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes commands as the gateway sends them. */
public final class Commands {

    private Commands() {}

    public static UUID anyId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    public static CreateWorkspace createWorkspace(UUID id, String owner) {
        return new CreateWorkspace(id, "Acme", new Person(owner, owner + "@example.com", null));
    }

    public static CreateProject createProject(UUID id, UUID workspace) {
        return new CreateProject(id, workspace, "Apollo", null, null, null);
    }

    public static CreateProject createProject(UUID id, UUID workspace, String lead) {
        return new CreateProject(id, workspace, "Apollo", "To the moon", "kanban", lead);
    }

    public static Event sentBy(@Nullable String actor, Command command) {
        return sent(envelope(actor, command.workspaceId(), command, anyId().toString()), command);
    }

    public static Event sent(Envelope envelope, Command command) {
        return new Event(envelope, command, 1, Context.root());
    }

    public static Envelope envelope(
            @Nullable String actor, UUID tenant, Command command, @Nullable String operationId) {
        return Envelope.of(Contracts.of(command).type())
                .id(anyId())
                .source("/gateway")
                .subject(tenant.toString())
                .time(Instant.now())
                .tenant(tenant.toString())
                .actor(actor)
                .correlationId("correlation-1")
                .operationId(operationId)
                .build();
    }
}
