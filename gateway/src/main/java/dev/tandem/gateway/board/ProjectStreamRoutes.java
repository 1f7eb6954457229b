package dev.tandem.gateway.board;

import dev.tandem.gateway.live.OpenStreams;
import dev.tandem.gateway.live.RemoteHints;
import dev.tandem.gateway.live.Subjects;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ServerSentEvents;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Ids;
import dev.tandem.messaging.hint.Hints;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Streams what happens in a project to whoever may read it: every fact of the project and about the members of its workspace, at least
 * once, of each thing in the order of its versions, with the thing as it is now.
 *
 * <p>A new stream begins with {@code ready}: who reads the project after that and then applies the changes keeps an equal copy. A client
 * that reconnects with {@code Last-Event-ID} gets what it has missed, from any instance. If that place is no longer kept, it gets
 * {@code reset}: read the project anew. The stream ends with the deletion of the project, or when the caller may not read it any more.
 */
public final class ProjectStreamRoutes {

    private final Vertx vertx;
    private final Changes changes;
    private final EventEnricher enricher;
    private final Hints hints;
    private final RemoteHints projectHints;
    private final OpenStreams open;
    private final Clock clock;

    /** @param projectHints passes hints about projects to {@code hints} while anybody listens */
    public ProjectStreamRoutes(
            Vertx vertx,
            ServiceClient analytics,
            ServiceClient projectService,
            Permissions permissions,
            Hints hints,
            RemoteHints projectHints,
            OpenStreams open,
            Clock clock) {
        this.vertx = vertx;
        this.changes = new Changes(vertx, analytics);
        this.enricher = new EventEnricher(vertx, projectService, permissions);
        this.hints = hints;
        this.projectHints = projectHints;
        this.open = open;
        this.clock = clock;
    }

    /** {@code GET /v1/projects/{projectId}/stream}. */
    public void stream(RoutingContext ctx) {
        UUID project = Ids.inPath(ctx, "projectId");
        String written = ServerSentEvents.lastEvent(ctx);
        Long after = Optional.ofNullable(written)
                .flatMap(Place::read)
                .filter(place -> place.isKept(project, clock.instant()))
                .map(Place::number)
                .orElse(null);
        changes.begin(Caller.of(ctx), project, after)
                .onComplete(Answers.to(ctx, beginning -> open(ctx, project, beginning, written)));
    }

    private void open(RoutingContext ctx, UUID project, Changes.Beginning beginning, @Nullable String written) {
        Caller caller = Caller.of(ctx);
        UUID workspace = beginning.workspace();
        ServerSentEvents events = open.open(ctx);
        ProjectStream stream = new ProjectStream(
                vertx, events, new ProjectStream.Listening(caller, project, workspace), beginning, changes, enricher);
        if (written == null) {
            stream.sendReady();
        } else if (!beginning.known()) {
            stream.sendReset();
        }
        Runnable changed = stream::changed;
        events.whenOver(hints.on(Subjects.project(project), changed)::close);
        events.whenOver(hints.on(Subjects.membersOf(workspace), changed)::close);
        events.whenOver(projectHints.listenFor(caller)::close);
        stream.changed();
    }
}
