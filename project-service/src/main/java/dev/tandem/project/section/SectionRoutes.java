package dev.tandem.project.section;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ConditionalGet;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.project.order.RankCursors;
import dev.tandem.project.project.ProjectAccess;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/** Serves the sections of a project, in their order, over HTTP to the members of its workspace. */
public record SectionRoutes(Pool pool) {

    public void mount(Router router) {
        router.get("/v1/projects/:projectId/sections").handler(this::list);
        router.get("/v1/projects/:projectId/sections/:sectionId").handler(this::get);
    }

    private void list(RoutingContext ctx) {
        UUID project = Ids.inPath(ctx, "projectId");
        Page<String> page = Page.of(Query.of(ctx, "cursor", "limit"), RankCursors.IN_ORDER);
        new SectionStore(pool)
                .page(project, Caller.of(ctx).userId(), page.after(), page.rows())
                .map(Problems.orElse(ProjectAccess.noSuchProject()))
                .map(sections -> page.toJson(sections, Section::rank, Section::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        new SectionStore(pool)
                .find(
                        Ids.inPath(ctx, "projectId"),
                        Ids.inPath(ctx, "sectionId"),
                        Caller.of(ctx).userId())
                .map(Problems.orElse(SectionChange.noSuchSection()))
                .onComplete(Answers.to(ctx, section -> ConditionalGet.answer(ctx, section.etag(), section.toJson())));
    }
}
