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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Serves the caller's own inbox. Reads are limited to the workspaces that the caller is in at the time of the answer. Nobody
 * can read or change another user's inbox.
 */
record InboxRoutes(Pool pool, CurrentMemberships memberships, Clock clock) {

    void mount(Router router) {
        router.get("/v1/notifications").handler(this::list);
        router.get("/v1/notifications/unread-count").handler(this::countUnread);
        router.post("/v1/notifications:read").handler(this::markRead);
    }

    private void list(RoutingContext ctx) {
        Query query = Query.of(ctx, "unread", "projectId", "cursor", "limit");
        boolean unread = query.flag("unread");
        @Nullable UUID projectId = query.id("projectId").orElse(null);
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        Caller caller = Caller.of(ctx);
        new NotificationStore(pool)
                .page(caller.userId(), unread, projectId, page.after(), page.rows())
                .compose(found ->
                        memberships.among(caller, found.workspaces()).map(readable -> json(page, found, readable)))
                .onComplete(Answers.json(ctx));
    }

    private void countUnread(RoutingContext ctx) {
        @Nullable UUID projectId = Query.of(ctx, "projectId").id("projectId").orElse(null);
        Caller caller = Caller.of(ctx);
        new NotificationStore(pool)
                .countUnread(caller.userId(), projectId)
                .compose(counts -> memberships
                        .among(caller, counts.keySet())
                        .map(readable -> counts.entrySet().stream()
                                .filter(each -> readable.contains(each.getKey()))
                                .mapToLong(Map.Entry::getValue)
                                .sum()))
                .map(count -> new JsonObject().put("count", count))
                .onComplete(Answers.json(ctx));
    }

    /** The router reads whatever follows a colon as a parameter, so this handler checks the path. */
    private void markRead(RoutingContext ctx) {
        if (!ctx.normalizedPath().equals("/v1/notifications:read")) {
            ctx.next();
            return;
        }
        Query.refuseAny(ctx);
        ReadRequest request = ReadRequest.of(JsonBody.of(ctx));
        new NotificationStore(pool)
                .markRead(Caller.of(ctx).userId(), request, clock.instant().truncatedTo(ChronoUnit.MICROS))
                .onComplete(Answers.to(
                        ctx, marked -> ctx.response().setStatusCode(204).end()));
    }

    private static JsonObject json(Page<UUID> page, InboxPage found, Set<UUID> readable) {
        JsonObject json = page.toJson(
                found.notifications(),
                Notification::id,
                each -> readable.contains(each.workspaceId()),
                Notification::toJson);
        InboxPage.Newest newest = found.newest();
        return newest == null || !readable.contains(newest.workspaceId()) ? json : json.put("asOf", newest.toJson());
    }
}
