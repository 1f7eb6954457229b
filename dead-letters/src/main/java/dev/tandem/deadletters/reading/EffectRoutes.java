package dev.tandem.deadletters.reading;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;

/**
 * Serves {@code GET /v1/effects?events=}, also to callers that are not operators: which consumers gave up which of the
 * events, unless the letter has been resolved or discarded since. Reveals neither the reasons nor events whose ids the
 * caller does not know.
 */
public record EffectRoutes(Pool pool) {

    private static final int MOST_EVENTS = 100;

    public void mount(Router router) {
        router.get("/v1/effects").handler(this::effects);
    }

    private void effects(RoutingContext ctx) {
        List<UUID> events = Query.of(ctx, "events").ids("events", MOST_EVENTS);
        new EffectStore(pool).missing(events).map(EffectRoutes::toJson).onComplete(Answers.json(ctx));
    }

    private static JsonObject toJson(List<EffectStore.Missing> missing) {
        List<JsonObject> dead = missing.stream()
                .map(each ->
                        new JsonObject().put("event", each.eventId().toString()).put("consumer", each.consumer()))
                .toList();
        return new JsonObject().put("dead", new JsonArray(dead));
    }
}
