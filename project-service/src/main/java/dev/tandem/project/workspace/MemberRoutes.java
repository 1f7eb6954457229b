package dev.tandem.project.workspace;

import dev.tandem.contracts.Role;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.request.UserIds;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.erasure.Tombstones;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.UUID;

/** Serves the members of a workspace over HTTP. A change is answered once it is durable. */
public final class MemberRoutes {

    private static final int LONGEST_EMAIL = 320;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_QUERY = 100;

    private final Pool pool;
    private final MemberChanges changes;

    /**
     * @param transactor fails when somebody was erased whom the tombstones do not know yet
     * @param most maximum number of members of a workspace
     */
    public MemberRoutes(Pool pool, Transactor transactor, Tombstones tombstones, int most, Clock clock) {
        this.pool = pool;
        this.changes = new MemberChanges(transactor, tombstones, most, clock);
    }

    public void mount(Router router) {
        router.get("/v1/workspaces/:workspaceId/members").handler(this::list);
        router.get("/v1/workspaces/:workspaceId/members/:userId").handler(this::get);
        router.put("/v1/workspaces/:workspaceId/members/:userId").handler(this::put);
        router.patch("/v1/workspaces/:workspaceId/members/:userId").handler(this::rename);
        router.delete("/v1/workspaces/:workspaceId/members/:userId").handler(this::remove);
    }

    private void list(RoutingContext ctx) {
        UUID workspaceId = Ids.inPath(ctx, "workspaceId");
        Query query = Query.of(ctx, "query", "cursor", "limit");
        Page<String> page = Page.of(query, UserIds.CURSORS);
        String reader = Caller.of(ctx).userId();
        MemberStore members = new MemberStore(pool);
        query.text("query", LONGEST_QUERY)
                .map(text -> members.search(workspaceId, reader, text, page.after(), page.rows()))
                .orElseGet(() -> members.page(workspaceId, reader, page.after(), page.rows()))
                .map(Problems.orElse(Workspace.noSuchWorkspace()))
                .map(found -> page.toJson(found, Member::userId, Member::toJson))
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        new MemberStore(pool)
                .find(Ids.inPath(ctx, "workspaceId"), Caller.of(ctx).userId(), UserIds.inPath(ctx, "userId"))
                .map(Problems.orElse(Problems.notFound(
                        "There is no such member of this workspace, or you are not in it; see its members.")))
                .map(Member::toJson)
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void put(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID workspaceId = Ids.inPath(ctx, "workspaceId");
        String userId = UserIds.newInPath(ctx, "userId");
        MemberChange change = Fields.read(
                JsonBody.of(ctx),
                body -> new MemberChange.Put(
                        workspaceId,
                        Caller.of(ctx).userId(),
                        userId,
                        body.choice("role", Role.class),
                        body.optionalText("email", LONGEST_EMAIL),
                        body.optionalText("name", LONGEST_NAME)));
        changes.apply(change, CorrelationId.of(ctx))
                .map(after -> after.existing(userId).toJson())
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void rename(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID workspaceId = Ids.inPath(ctx, "workspaceId");
        String userId = UserIds.inPath(ctx, "userId");
        MemberChange change = Fields.read(
                JsonBody.of(ctx),
                body -> new MemberChange.Rename(
                        workspaceId, Caller.of(ctx).userId(), userId, body.text("name", LONGEST_NAME)));
        changes.apply(change, CorrelationId.of(ctx))
                .map(after -> after.existing(userId).toJson())
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private void remove(RoutingContext ctx) {
        Query.refuseAny(ctx);
        MemberChange change = new MemberChange.Remove(
                Ids.inPath(ctx, "workspaceId"), Caller.of(ctx).userId(), UserIds.inPath(ctx, "userId"));
        changes.apply(change, CorrelationId.of(ctx))
                .onComplete(Answers.to(
                        ctx, after -> ctx.response().setStatusCode(204).end()));
    }
}
