package dev.tandem.notifier.webhook;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/** Serves {@code /v1/admin/webhooks} to operators: the webhooks of all workspaces, without secrets, and their deliveries. */
final class AdminWebhookRoutes {

    private static final String ALL = "/v1/admin/webhooks";

    private final WebhookStore webhooks;
    private final WebhookDeliveryRoutes deliveries;

    /** @param due called when deliveries have become due */
    AdminWebhookRoutes(Pool pool, Runnable due) {
        this.webhooks = new WebhookStore(pool);
        this.deliveries = new WebhookDeliveryRoutes(
                pool,
                due,
                ctx -> webhooks.find(Ids.inPath(ctx, WebhookRoutes.WEBHOOK)).map(WebhookRoutes::present));
    }

    void mount(Router router) {
        router.get(ALL).handler(this::list);
        deliveries.mount(router, ALL + "/:" + WebhookRoutes.WEBHOOK);
    }

    /** Mounts routes that answer 404, because the operator has configured no webhooks. */
    static void mountAbsent(Router router) {
        router.route(ALL + "*").handler(WebhookRoutes::absent);
    }

    private void list(RoutingContext ctx) {
        Query query = Query.of(ctx, "workspaceId", "condition", "cursor", "limit");
        SeenWebhook.Which which = query.word("condition", SeenWebhook.Which.NAMES)
                .map(SeenWebhook.Which::named)
                .orElse(SeenWebhook.Which.ALL);
        UUID workspace = query.id("workspaceId").orElse(null);
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        webhooks.seen(workspace, which, page.after(), page.rows())
                .map(found -> page.toJson(found, seen -> seen.webhook().id(), SeenWebhook::toJson))
                .onComplete(Answers.json(ctx));
    }
}
