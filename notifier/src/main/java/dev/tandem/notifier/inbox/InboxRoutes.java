package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Caller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;

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
        PageRequest page = PageRequest.of(ctx);
        NotificationStore.in(pool)
                .page(Caller.of(ctx).userId(), page.unread(), page.below(), page.limit() + 1)
                .onSuccess(found -> answer(ctx, page(page, found)))
                .onFailure(ctx::fail);
    }

    private void countUnread(RoutingContext ctx) {
        PageRequest.refuseAnyParameter(ctx);
        NotificationStore.in(pool)
                .countUnread(Caller.of(ctx).userId())
                .onSuccess(count -> answer(ctx, new JsonObject().put("count", count)))
                .onFailure(ctx::fail);
    }

    private static JsonObject page(PageRequest page, List<Notification> found) {
        boolean more = found.size() > page.limit();
        List<Notification> shown = more ? found.subList(0, page.limit()) : found;
        JsonArray items = new JsonArray();
        shown.forEach(notification -> items.add(notification.toJson()));
        return new JsonObject()
                .put("items", items)
                .put("nextCursor", more ? Cursor.of(shown.get(shown.size() - 1).id()) : null);
    }

    private static void answer(RoutingContext ctx, JsonObject json) {
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.json(json);
    }
}
