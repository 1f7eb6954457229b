package dev.tandem.project.workspace;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/** Serves the caller and their workspaces over HTTP. */
public final class WorkspaceRoutes {

    private final Pool pool;

    public WorkspaceRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/me").handler(this::me);
        router.get("/v1/workspaces").handler(this::list);
        router.get("/v1/workspaces/:workspaceId").handler(this::get);
    }

    /** The caller as the token names them, and the first page of {@link #list}. */
    private void me(RoutingContext ctx) {
        Caller caller = Caller.of(ctx);
        page(ctx, Query.of(ctx, "limit", "cursor"))
                .map(workspaces -> new JsonObject()
                        .put("userId", caller.userId())
                        .put("email", caller.email())
                        .put("name", caller.name())
                        .put("roles", caller.ops() ? new JsonArray().add("ops") : new JsonArray())
                        .put("workspaces", workspaces))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void list(RoutingContext ctx) {
        page(ctx, Query.of(ctx, "cursor", "limit")).onComplete(Answers.to(ctx, ctx::json));
    }

    private Future<JsonObject> page(RoutingContext ctx, Query query) {
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        return new WorkspaceStore(pool)
                .ofUser(Caller.of(ctx).userId(), page.after(), page.rows())
                .map(found -> page.toJson(found, mine -> mine.workspace().id(), MyWorkspace::toJson));
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "workspaceId");
        new WorkspaceStore(pool)
                .ofUser(Caller.of(ctx).userId(), id)
                .map(Problems.orElse(Workspace.noSuchWorkspace()))
                .map(MyWorkspace::toJson)
                .onComplete(Answers.to(ctx, ctx::json));
    }
}
