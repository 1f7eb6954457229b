package dev.tandem.gateway.task;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.CreateTask;
import dev.tandem.gateway.accept.AcceptHandler;
import dev.tandem.gateway.accept.Expected;
import dev.tandem.gateway.accept.Intent;
import dev.tandem.gateway.accept.RequestBody;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.permission.Permit;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/**
 * Accepts requests to create and change tasks, and to comment on them: checks the permission, makes the request durable
 * and answers 202.
 */
public final class TaskRoutes {

    private final Permissions permissions;
    private final AcceptHandler acceptHandler;

    public TaskRoutes(Permissions permissions, AcceptHandler acceptHandler) {
        this.permissions = permissions;
        this.acceptHandler = acceptHandler;
    }

    /** {@code POST /v1/projects/{projectId}/tasks}. */
    public void create(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        UUID projectId = UUID.fromString(ctx.pathParam("projectId"));
        UUID taskId = UuidCreator.getTimeOrderedEpoch();
        acceptHandler.take(
                ctx,
                permissions.checkProject(Caller.of(ctx), Action.TASK_CREATE, projectId),
                body,
                given -> new Intent(
                        Operation.Target.within(projectId, "task", taskId),
                        RequestBody.creation(CreateTask.class, body, ids(taskId, given))));
    }

    /** {@code PATCH /v1/tasks/{taskId}}. */
    public void change(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        Expected expected = Expected.by(ctx);
        UUID taskId = taskId(ctx);
        acceptHandler.take(
                ctx,
                ask(ctx, Action.TASK_CHANGE),
                body,
                given -> new Intent(
                        Operation.Target.of("task", taskId),
                        RequestBody.change(ChangeTask.class, body, expected, ids(taskId, given))));
    }

    /** {@code POST /v1/tasks/{taskId}/comments}. */
    public void comment(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        UUID taskId = taskId(ctx);
        UUID commentId = UuidCreator.getTimeOrderedEpoch();
        acceptHandler.take(
                ctx,
                ask(ctx, Action.COMMENT_ADD),
                body,
                given -> new Intent(
                        Operation.Target.within(taskId, "comment", commentId),
                        new AddComment(
                                commentId,
                                taskId,
                                given.project(),
                                given.workspaceId(),
                                body.getString("text").strip())));
    }

    private Future<Permit> ask(RoutingContext ctx, Action action) {
        return permissions.checkTask(Caller.of(ctx), action, taskId(ctx));
    }

    private static UUID taskId(RoutingContext ctx) {
        return UUID.fromString(ctx.pathParam("taskId"));
    }

    private static JsonObject ids(UUID taskId, Permit given) {
        return new JsonObject()
                .put("taskId", taskId.toString())
                .put("projectId", given.project().toString())
                .put("workspaceId", given.workspaceId().toString());
    }
}
