package dev.tandem.project.structure;

import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Origin;
import dev.tandem.project.project.Project;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the structure of projects from their templates. A step is idempotent, and all of a project's steps commit together
 * with the facts that report them. A structure that can never be built is removed and reported as failed; any other failure
 * is retried. Refuses an event about a project that does not exist in its workspace.
 */
public record StructureHandler(Templates templates, Clock clock) implements MessageHandler {

    /** The queue that this handler consumes. */
    public static final String QUEUE = "project-service.structure";

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        Set<UUID> wanted = events.stream()
                .map(Event::payload)
                .filter(StructureHandler::asks)
                .map(payload -> ((ProjectFact) payload).projectId())
                .collect(Collectors.toSet());
        StructureBatch batch = new StructureBatch();
        Future<Void> loaded = wanted.isEmpty() ? Future.succeededFuture() : batch.load(work.sql(), wanted);
        return loaded.map(ready -> {
            work.beforeCommit(batch::save);
            return events.stream().map(event -> handle(event, batch, work)).toList();
        });
    }

    private Outcome handle(Event event, StructureBatch batch, UnitOfWork work) {
        if (!(event.payload() instanceof ProjectFact fact)) {
            return Outcome.refuse(event.envelope().type() + " asks for no structure");
        }
        if (!asks(fact)) {
            return Outcome.done();
        }
        Project project = batch.project(fact.projectId());
        if (project == null
                || !event.envelope().tenant().equals(project.workspaceId().toString())) {
            return Outcome.refuse("There is no project " + fact.projectId() + " in this workspace");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Structure structure = Structure.of(project, batch.end(project.id()), templates, now);
        if (structure instanceof Structure.Built built) {
            batch.enter(built);
            tell(built.told(), event, project, work);
        } else if (structure instanceof Structure.Failed failed) {
            batch.enter(failed, event, now);
            tell(failed.told(), event, project, work);
        }
        return Outcome.done();
    }

    private static void tell(@Nullable Occurrence told, Event event, Project project, UnitOfWork work) {
        if (told != null) {
            work.send(
                    Origin.followingFrom(event.envelope(), project.workspaceId())
                            .tell(told),
                    event.context());
        }
    }

    /** Returns true if the event requests a structure. Most projects have no template and cost nothing here. */
    private static boolean asks(Object payload) {
        return payload instanceof ProjectSetupRequested
                || (payload instanceof ProjectCreated created && created.hasStructure());
    }
}
