package dev.tandem.gateway.task;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.RestoreTask;
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
import java.util.function.Function;

/**
 * Accepts requests to create, change, delete and restore tasks: checks the permission, makes the request durable and answers 202.
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

    /** {@code DELETE /v1/tasks/{taskId}}. */
    public void delete(RoutingContext ctx) {
        Expected expected = Expected.by(ctx);
        take(
                ctx,
                Action.TASK_DELETE,
                given -> new DeleteTask(
                        taskId(ctx),
                        given.project(),
                        given.workspaceId(),
                        expected.possible().first(),
                        expected.others()));
    }

    /** {@code POST /v1/tasks/{taskId}/restoration}. */
    public void restore(RoutingContext ctx) {
        take(ctx, Action.TASK_RESTORE, given -> new RestoreTask(taskId(ctx), given.project(), given.workspaceId()));
    }

    private void take(RoutingContext ctx, Action action, Function<Permit, Command> command) {
        Operation.Target target = Operation.Target.of("task", taskId(ctx));
        acceptHandler.take(ctx, ask(ctx, action), new JsonObject(), given -> new Intent(target, command.apply(given)));
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
