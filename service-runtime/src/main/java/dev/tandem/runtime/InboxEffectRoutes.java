package dev.tandem.runtime;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.inbox.Inbox;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Serves {@code GET /v1/effects?events=} to other services: returns which of the events a consumer has processed, in the
 * requested order. Reveals nothing but ids that the caller knows already, and what {@code more} adds.
 */
public final class InboxEffectRoutes {

    private static final int MOST_EVENTS = 100;

    private final String consumer;
    private final Inbox inbox;
    private final Function<List<UUID>, Future<JsonObject>> more;

    public InboxEffectRoutes(String consumer, Pool pool) {
        this(consumer, pool, events -> Future.succeededFuture(new JsonObject()));
    }

    /** @param more returns the members that the answer has besides {@code done} */
    public InboxEffectRoutes(String consumer, Pool pool, Function<List<UUID>, Future<JsonObject>> more) {
        this.consumer = consumer;
        this.inbox = new Inbox(pool);
        this.more = more;
    }

    public void mount(Router router) {
        router.get("/v1/effects").handler(this::effects);
    }

    private void effects(RoutingContext ctx) {
        List<UUID> events = Query.of(ctx, "events").ids("events", MOST_EVENTS);
        inbox.taken(consumer, events)
                .map(taken -> events.stream()
                        .filter(taken::contains)
                        .map(UUID::toString)
                        .toList())
                .compose(done -> more.apply(events).map(said -> said.put("done", new JsonArray(done))))
                .onComplete(Answers.json(ctx));
    }
}
