package dev.tandem.project.workspace;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Problems;
import dev.tandem.project.request.Cursor;
import dev.tandem.project.request.Page;
import dev.tandem.project.request.Parameters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/** The workspaces that the caller is in, over HTTP. */
public final class WorkspaceRoutes {

    private final Pool pool;

    public WorkspaceRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/workspaces").handler(this::list);
        router.get("/v1/workspaces/:workspaceId").handler(this::get);
    }

    private void list(RoutingContext ctx) {
        int limit = Parameters.limit(ctx);
        WorkspaceStore.in(pool)
                .ofUser(Caller.of(ctx).userId(), Cursor.id(ctx), limit + 1)
                .onSuccess(rows -> ctx.json(Page.of(
                        rows, limit, mine -> Cursor.after(mine.workspace().id()), MyWorkspace::toJson)))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        UUID id = Parameters.id(ctx, "workspaceId");
        WorkspaceStore.in(pool)
                .ofUser(Caller.of(ctx).userId(), id)
                .map(found -> found.orElseThrow(
                        () -> Problems.notFound("There is no such workspace.").asException()))
                .onSuccess(mine -> ctx.json(mine.toJson()))
                .onFailure(ctx::fail);
    }
}
