package dev.tandem.notifier.webhook;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;
import java.util.function.Function;

/** Serves the deliveries of one webhook, and sends them again. */
final class WebhookDeliveryRoutes {

    private static final int MOST_REPLAYED = 10_000;
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 100;

    /** The largest integer that every client can represent as a JSON number. */
    private static final long LARGEST_SEQUENCE = (1L << 53) - 1;

    private final Pool pool;
    private final Runnable due;
    private final Function<RoutingContext, Future<Webhook>> asked;

    /**
     * @param due called when deliveries have become due
     * @param asked finds the webhook in the path, or fails with the problem of a caller who must not see it
     */
    WebhookDeliveryRoutes(Pool pool, Runnable due, Function<RoutingContext, Future<Webhook>> asked) {
        this.pool = pool;
        this.due = due;
        this.asked = asked;
    }

    /** @param one the path of a webhook */
    void mount(Router router, String one) {
        router.get(one + "/deliveries").handler(this::list);
        router.post(one + "/replays").handler(this::replay);
    }

    private void list(RoutingContext ctx) {
        Query query = Query.of(ctx, "after", "limit");
        long after = query.number("after", 0, LARGEST_SEQUENCE, 0);
        int limit = (int) query.number("limit", 1, LARGEST_PAGE, PAGE);
        asked.apply(ctx)
                .compose(webhook -> new WebhookDeliveryStore(pool)
                        .after(webhook.id(), after, limit)
                        .map(found -> new JsonObject()
                                .put(
                                        "items",
                                        new JsonArray(found.stream()
                                                .map(WebhookDelivery::toJson)
                                                .toList()))
                                .put("lastSequence", webhook.lastSequence())))
                .onComplete(Answers.json(ctx));
    }

    private void replay(RoutingContext ctx) {
        ReplayRequest request = ReplayRequest.of(JsonBody.of(ctx));
        asked.apply(ctx)
                .compose(webhook ->
                        pool.withTransaction(tx -> replay(new WebhookDeliveryStore(tx), webhook.id(), request)))
                .map(replayed -> new JsonObject()
                        .put("count", replayed.number())
                        .put("after", replayed.number() < MOST_REPLAYED ? null : replayed.last()))
                .onSuccess(replayed -> due.run())
                .onComplete(Answers.json(ctx));
    }

    /** Locks the webhook first, as every change of its deliveries does. */
    private static Future<WebhookDeliveryStore.Replayed> replay(
            WebhookDeliveryStore store, UUID webhook, ReplayRequest request) {
        return store.lock(webhook).compose(locked -> store.replay(webhook, request, MOST_REPLAYED));
    }
}
