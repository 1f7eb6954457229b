package dev.tandem.project.effect;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.project.project.ProjectStore;
import dev.tandem.project.structure.FailureStore;
import dev.tandem.project.structure.StructureHandler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Serves {@code GET /v1/effects?events=}: for which of the events the structure of the project is {@code done}, or has
 * {@code failed} for good; events that are not handled yet are in neither list. If {@code project} is given and has nothing
 * to build, all events are done. Only members of the workspace and operators see this, and which events failed; others see
 * failed events as done. So a stranger who knows the id of an event learns only whether it was handled.
 */
public record EffectRoutes(Pool pool) {

    private static final int MOST = 100;

    public void mount(Router router) {
        router.get("/v1/effects").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        Query query = Query.of(ctx, "events", "project");
        List<UUID> events = query.ids("events", MOST);
        Optional<UUID> project = query.id("project");
        Caller reader = Caller.of(ctx);
        Future<Boolean> nothingToBuild = project.map(id -> new ProjectStore(pool).isWithoutStructure(id, reader))
                .orElse(Future.succeededFuture(false));
        nothingToBuild
                .compose(nothing ->
                        nothing ? Future.succeededFuture(json(events, events, Set.of())) : built(events, reader))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private Future<JsonObject> built(List<UUID> events, Caller reader) {
        // Reads the inbox first: the failure of an event commits together with the event's inbox row.
        return new Inbox(pool)
                .taken(StructureHandler.QUEUE, events)
                .compose(taken ->
                        new FailureStore(pool).among(events, reader).map(failed -> json(events, taken, failed)));
    }

    private static JsonObject json(List<UUID> events, Collection<UUID> taken, Set<UUID> failed) {
        return new JsonObject()
                .put("done", those(events, event -> taken.contains(event) && !failed.contains(event)))
                .put("failed", those(events, failed::contains));
    }

    private static JsonArray those(List<UUID> events, Predicate<UUID> condition) {
        return new JsonArray(
                events.stream().filter(condition).map(UUID::toString).toList());
    }
}
