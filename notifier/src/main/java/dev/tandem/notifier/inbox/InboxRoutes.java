package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/** The caller's own inbox. Nobody can ask for another's. */
public final class InboxRoutes {

    private final Pool pool;

    public InboxRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/notifications").handler(this::list);
        router.get("/v1/notifications/unread-count").handler(this::countUnread);
    }

    private void list(RoutingContext ctx) {
        Query query = Query.of(ctx, "unread", "cursor", "limit");
        boolean unread = query.flag("unread");
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        NotificationStore.in(pool)
                .page(Caller.of(ctx).userId(), unread, page.after(), page.rows())
                .map(found -> page.toJson(found, Notification::id, Notification::toJson))
                .onComplete(Answers.to(ctx, json -> answer(ctx, json)));
    }

    private void countUnread(RoutingContext ctx) {
        Query.refuseAny(ctx);
        NotificationStore.in(pool)
                .countUnread(Caller.of(ctx).userId())
                .onComplete(Answers.to(ctx, count -> answer(ctx, new JsonObject().put("count", count))));
    }

    private static void answer(RoutingContext ctx, JsonObject json) {
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.json(json);
    }
}
