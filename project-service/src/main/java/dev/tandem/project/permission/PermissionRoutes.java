package dev.tandem.project.permission;

import dev.tandem.contracts.Role;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.request.Query;
import dev.tandem.project.table.Found;
import dev.tandem.project.workspace.Grants;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers from the state of this moment, with one statement: every write waits for it. */
public final class PermissionRoutes {

    private static final String IN_WORKSPACE = """
            SELECT workspace_id, NULL::uuid AS project_id, role FROM member WHERE workspace_id = $1 AND user_id = $2
            """;

    private static final String IN_PROJECT = """
            SELECT m.workspace_id, p.id AS project_id, m.role
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE p.id = $1 AND p.deleted_at IS NULL
            """;

    private static final String ON_TASK = """
            SELECT m.workspace_id, p.id AS project_id, m.role
            FROM task t JOIN project p ON p.id = t.project_id
            JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE t.id = $1 AND p.deleted_at IS NULL
            """;

    /** What may be asked about, by the parameter that has its id. */
    private static final Map<String, String> STATEMENTS =
            Map.of("workspaceId", IN_WORKSPACE, "projectId", IN_PROJECT, "taskId", ON_TASK);

    private record Grant(UUID workspaceId, @Nullable UUID projectId, Role role) {

        static Grant from(Row row) {
            return new Grant(
                    row.getUUID("workspace_id"), row.getUUID("project_id"), Role.valueOf(row.getString("role")));
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject().put("workspaceId", workspaceId.toString());
            if (projectId != null) {
                json.put("projectId", projectId.toString());
            }
            return json.put("role", role.name());
        }
    }

    private final Pool pool;

    public PermissionRoutes(Pool pool) {
        this.pool = pool;
    }

    public void mount(Router router) {
        router.get("/v1/permissions").handler(this::ask);
    }

    private void ask(RoutingContext ctx) {
        Query query = Query.of(ctx, "action", "workspaceId", "projectId", "taskId");
        Action action = query.text("action")
                .flatMap(Action::named)
                .orElseThrow(() ->
                        Problems.malformed("action is not one that exists.").asException());
        List<String> given = STATEMENTS.keySet().stream()
                .filter(parameter -> query.text(parameter).isPresent())
                .toList();
        if (given.size() != 1) {
            throw Problems.malformed("Give one of workspaceId, projectId and taskId.")
                    .asException();
        }
        String parameter = given.get(0);
        pool.preparedQuery(STATEMENTS.get(parameter))
                .execute(Tuple.of(
                        query.id(parameter).orElseThrow(), Caller.of(ctx).userId()))
                .map(rows -> Found.first(rows, Grant::from))
                .onComplete(Answers.to(ctx, grant -> answer(ctx, action, grant)));
    }

    private static void answer(RoutingContext ctx, Action action, Optional<Grant> found) {
        if (found.isEmpty()) {
            ctx.fail(Problems.notFound("There is no such workspace, project or task, or you are not a member.")
                    .asException());
            return;
        }
        Grant grant = found.get();
        if (!Grants.allows(grant.role(), action)) {
            ctx.fail(Grants.refusal(grant.role(), action).asException());
            return;
        }
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.json(grant.toJson());
    }
}
