package dev.tandem.project.effect;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.project.structure.Failures;
import dev.tandem.project.structure.StructureHandler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which events have been dealt with by the structure process: {@code done}, or {@code failed} for good; the others are in
 * neither list. That an event failed is told to members of its workspace only. The ids are those that an operation's owner
 * was given; an event's id tells nothing but that there was an event.
 */
public final class EffectRoutes {

    private static final int MOST = 100;

    private final Pool pool;

    public EffectRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/effects").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        List<UUID> events = Query.of(ctx, "events").ids("events", MOST);
        Future<Set<UUID>> taken = new Inbox(pool).taken(StructureHandler.QUEUE, events);
        Future<Set<UUID>> failed =
                Failures.in(pool).among(events, Caller.of(ctx).userId());
        Future.join(taken, failed)
                .map(both -> new JsonObject()
                        .put(
                                "done",
                                those(
                                        events,
                                        event -> taken.result().contains(event)
                                                && !failed.result().contains(event)))
                        .put("failed", those(events, failed.result()::contains)))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private static JsonArray those(List<UUID> events, Predicate<UUID> condition) {
        return new JsonArray(
                events.stream().filter(condition).map(UUID::toString).toList());
    }
}
