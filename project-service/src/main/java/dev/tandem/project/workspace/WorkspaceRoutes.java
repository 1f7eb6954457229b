package dev.tandem.project.workspace;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/** Serves the caller's workspaces over HTTP. */
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
        Page<UUID> page = Page.of(Query.of(ctx, "cursor", "limit"), Cursors.NEWEST_FIRST);
        new WorkspaceStore(pool)
                .ofUser(Caller.of(ctx).userId(), page.after(), page.rows())
                .map(found -> page.toJson(found, mine -> mine.workspace().id(), MyWorkspace::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "workspaceId");
        new WorkspaceStore(pool)
                .ofUser(Caller.of(ctx).userId(), id)
                .map(found -> found.orElseThrow(() -> Problems.notFound(
                                "There is no such workspace, or you are not in it; GET /v1/workspaces lists yours.")
                        .asException()))
                .map(MyWorkspace::toJson)
                .onComplete(Answers.to(ctx, ctx::json));
    }
}
