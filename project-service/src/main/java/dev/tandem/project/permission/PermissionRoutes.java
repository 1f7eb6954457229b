package dev.tandem.project.permission;

import dev.tandem.contracts.Role;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.request.Query;
import dev.tandem.project.workspace.Grants;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Answers from the state of this moment, with one statement: every creation waits for it. */
public final class PermissionRoutes {

    private static final String IN_WORKSPACE = """
            SELECT workspace_id, role FROM member WHERE workspace_id = $1 AND user_id = $2
            """;

    private static final String IN_PROJECT = """
            SELECT m.workspace_id, m.role
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE p.id = $1
            """;

    private record Grant(UUID workspaceId, Role role) {}

    private final Pool pool;

    public PermissionRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/permissions").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        Query query = Query.of(ctx, "action", "workspaceId", "projectId");
        Action action = query.text("action")
                .flatMap(Action::named)
                .orElseThrow(() ->
                        Problems.malformed("action is not one that exists.").asException());
        Optional<UUID> workspace = query.id("workspaceId");
        Optional<UUID> project = query.id("projectId");
        if (workspace.isPresent() == project.isPresent()) {
            throw Problems.malformed("Give either workspaceId or projectId.").asException();
        }
        String userId = Caller.of(ctx).userId();
        workspace
                .map(id -> find(IN_WORKSPACE, id, userId))
                .orElseGet(() -> find(IN_PROJECT, project.orElseThrow(), userId))
                .onComplete(Answers.to(ctx, grant -> answer(ctx, action, grant)));
    }

    private Future<Optional<Grant>> find(String statement, UUID id, String userId) {
        return pool.preparedQuery(statement).execute(Tuple.of(id, userId)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext()
                    ? Optional.of(row.next())
                            .map(found ->
                                    new Grant(found.getUUID("workspace_id"), Role.valueOf(found.getString("role"))))
                    : Optional.empty();
        });
    }

    private static void answer(RoutingContext ctx, Action action, Optional<Grant> found) {
        if (found.isEmpty()) {
            ctx.fail(Problems.notFound("There is no such workspace or project.").asException());
            return;
        }
        Grant grant = found.get();
        if (!Grants.allows(grant.role(), action)) {
            Problem refusal =
                    Problems.forbidden("The role " + grant.role() + " does not allow " + action.wireName() + ".");
            ctx.fail(refusal.asException());
            return;
        }
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.json(new JsonObject()
                .put("workspaceId", grant.workspaceId().toString())
                .put("role", grant.role().name()));
    }
}
