package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's own inbox. Nobody can ask for another's, nor change it. */
public final class InboxRoutes {

    private final Pool pool;
    private final Clock clock;

    public InboxRoutes(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get("/v1/notifications").handler(this::list);
        router.get("/v1/notifications/unread-count").handler(this::countUnread);
        router.post("/v1/notifications:read").handler(this::markRead);
    }

    private void list(RoutingContext ctx) {
        Query query = Query.of(ctx, "unread", "projectId", "cursor", "limit");
        boolean unread = query.flag("unread");
        @Nullable UUID projectId = query.id("projectId").orElse(null);
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        NotificationStore.in(pool)
                .page(Caller.of(ctx).userId(), unread, projectId, page.after(), page.rows())
                .map(found -> page.toJson(found, Notification::id, Notification::toJson))
                .onComplete(Answers.to(ctx, json -> answer(ctx, json)));
    }

    private void countUnread(RoutingContext ctx) {
        @Nullable UUID projectId = Query.of(ctx, "projectId").id("projectId").orElse(null);
        NotificationStore.in(pool)
                .countUnread(Caller.of(ctx).userId(), projectId)
                .onComplete(Answers.to(ctx, count -> answer(ctx, new JsonObject().put("count", count))));
    }

    /** For the router, what follows a colon is a parameter, whatever it is. */
    private void markRead(RoutingContext ctx) {
        if (!ctx.normalizedPath().equals("/v1/notifications:read")) {
            ctx.next();
            return;
        }
        Query.refuseAny(ctx);
        ReadRequest request = ReadRequest.of(JsonBody.of(ctx));
        NotificationStore.in(pool)
                .markRead(Caller.of(ctx).userId(), request, clock.instant().truncatedTo(ChronoUnit.MICROS))
                .onComplete(Answers.to(
                        ctx, marked -> ctx.response().setStatusCode(204).end()));
    }

    private static void answer(RoutingContext ctx, JsonObject json) {
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.json(json);
    }
}
