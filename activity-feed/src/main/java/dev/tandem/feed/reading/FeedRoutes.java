package dev.tandem.feed.reading;

import dev.tandem.feed.entry.FeedEntry;
import dev.tandem.feed.entry.FeedStore;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;

/**
 * The feed of a workspace and of a project. What is read is bounded by the workspace that the permission was given for, so
 * that no entry is shown to another tenant, whatever id was asked for.
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
        UUID workspaceId = Parameters.id(ctx, "workspaceId");
        PageRequest page = PageRequest.of(ctx);
        permissions
                .check(Caller.of(ctx), Action.ACTIVITY_READ, workspaceId)
                .compose(permit -> FeedStore.in(pool).ofWorkspace(permit.workspaceId(), page.below(), page.limit() + 1))
                .onSuccess(entries -> answer(ctx, page, entries))
                .onFailure(ctx::fail);
    }

    private void ofProject(RoutingContext ctx) {
        UUID projectId = Parameters.id(ctx, "projectId");
        PageRequest page = PageRequest.of(ctx);
        permissions
                .checkProject(Caller.of(ctx), Action.ACTIVITY_READ, projectId)
                .compose(permit ->
                        FeedStore.in(pool).ofProject(permit.workspaceId(), projectId, page.below(), page.limit() + 1))
                .onSuccess(entries -> answer(ctx, page, entries))
                .onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, PageRequest page, List<FeedEntry> entries) {
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.json(FeedJson.page(page, entries));
    }
}
