package dev.tandem.feed.reading;

import dev.tandem.feed.entry.FeedEntry;
import dev.tandem.feed.entry.FeedPage;
import dev.tandem.feed.entry.FeedStore;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Position;
import dev.tandem.kit.request.Query;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/**
 * Serves the feeds of workspaces and projects. Every query is limited to the workspace of the permit, so that no entry
 * ever reaches another tenant, whatever id the client sends.
 */
public final class FeedRoutes {

    private final Permissions permissions;
    private final Pool pool;

    public FeedRoutes(Permissions permissions, Pool pool) {
        this.permissions = permissions;
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/workspaces/:workspaceId/activity").handler(this::ofWorkspace);
        router.get("/v1/projects/:projectId/activity").handler(this::ofProject);
    }

    private void ofWorkspace(RoutingContext ctx) {
        UUID workspaceId = Ids.inPath(ctx, "workspaceId");
        Page<Position> page = page(ctx);
        permissions
                .check(Caller.of(ctx), Action.ACTIVITY_READ, workspaceId)
                .compose(permit -> new FeedStore(pool).ofWorkspace(permit.workspaceId(), page.after(), page.rows()))
                .onComplete(Answers.to(ctx, found -> answer(ctx, page, found)));
    }

    private void ofProject(RoutingContext ctx) {
        UUID projectId = Ids.inPath(ctx, "projectId");
        Page<Position> page = page(ctx);
        permissions
                .checkProject(Caller.of(ctx), Action.ACTIVITY_READ, projectId)
                .compose(permit ->
                        new FeedStore(pool).ofProject(permit.workspaceId(), projectId, page.after(), page.rows()))
                .onComplete(Answers.to(ctx, found -> answer(ctx, page, found)));
    }

    private static Page<Position> page(RoutingContext ctx) {
        return Page.of(Query.of(ctx, "cursor", "limit"), Position.CURSORS);
    }

    private static void answer(RoutingContext ctx, Page<Position> page, FeedPage found) {
        JsonObject json = page.toJson(found.entries(), FeedEntry::position, EntryJson::of);
        FeedEntry newest = found.newest();
        Answers.json(ctx, newest == null ? json : json.put("asOf", asOf(newest)));
    }

    private static JsonObject asOf(FeedEntry newest) {
        return new JsonObject()
                .put("eventId", newest.id().toString())
                .put("at", newest.at().toString());
    }
}
