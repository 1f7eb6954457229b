package dev.tandem.project.project;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ConditionalGet;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.project.workspace.Workspace;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/**
 * Serves projects over HTTP to the members of their workspace. Others get 404; for a deleted project, so do members.
 */
public record ProjectRoutes(Pool pool) {

    public void mount(Router router) {
        router.get("/v1/projects").handler(this::list);
        router.get("/v1/projects/:projectId").handler(this::get);
    }

    private void list(RoutingContext ctx) {
        Query query = Query.of(ctx, "workspaceId", "archived", "cursor", "limit");
        UUID workspaceId = query.id("workspaceId")
                .orElseThrow(() -> Problems.malformed("workspaceId is missing.").asException());
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        new ProjectStore(pool)
                .page(workspaceId, Caller.of(ctx).userId(), query.flag("archived"), page.after(), page.rows())
                .map(Problems.orElse(Workspace.noSuchWorkspace()))
                .map(projects -> page.toJson(projects, Project::id, Project::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "projectId");
        new ProjectStore(pool)
                .find(id, Caller.of(ctx).userId())
                .map(Problems.orElse(ProjectAccess.noSuchProject()))
                .onComplete(Answers.to(
                        ctx,
                        project -> ConditionalGet.answer(ctx, Long.toString(project.version()), project.toJson())));
    }
}
