package dev.tandem.gateway.task;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.DeleteComment;
import dev.tandem.contracts.EditComment;
import dev.tandem.gateway.accept.AcceptHandler;
import dev.tandem.gateway.accept.Expected;
import dev.tandem.gateway.accept.Intent;
import dev.tandem.gateway.accept.RequestBody;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.permission.Permit;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.function.Function;

/**
 * Accepts requests to comment on tasks, and to edit and delete comments: checks the permission, makes the request durable and
 * answers 202. Whose comment it is, is decided with the command.
 */
public final class CommentRoutes {

    private final Permissions permissions;
    private final AcceptHandler acceptHandler;

    public CommentRoutes(Permissions permissions, AcceptHandler acceptHandler) {
        this.permissions = permissions;
        this.acceptHandler = acceptHandler;
    }

    /** {@code POST /v1/tasks/{taskId}/comments}. */
    public void add(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        UUID comment = UuidCreator.getTimeOrderedEpoch();
        accept(
                ctx,
                Action.COMMENT_ADD,
                comment,
                body,
                given -> RequestBody.creation(AddComment.class, body, ids(ctx, comment, given)));
    }

    /** {@code PATCH /v1/tasks/{taskId}/comments/{commentId}}. */
    public void edit(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        Expected expected = Expected.by(ctx);
        UUID comment = inPath(ctx, "commentId");
        accept(
                ctx,
                Action.COMMENT_EDIT,
                comment,
                body,
                given -> RequestBody.change(EditComment.class, body, expected, ids(ctx, comment, given)));
    }

    /** {@code DELETE /v1/tasks/{taskId}/comments/{commentId}}. */
    public void delete(RoutingContext ctx) {
        Expected expected = Expected.by(ctx);
        UUID comment = inPath(ctx, "commentId");
        accept(
                ctx,
                Action.COMMENT_DELETE,
                comment,
                new JsonObject(),
                given -> new DeleteComment(
                        comment,
                        inPath(ctx, "taskId"),
                        given.project(),
                        given.workspaceId(),
                        expected.possible().first(),
                        expected.others()));
    }

    private void accept(
            RoutingContext ctx, Action action, UUID comment, JsonObject body, Function<Permit, Command> command) {
        UUID task = inPath(ctx, "taskId");
        Operation.Target target = Operation.Target.within(task, "comment", comment);
        acceptHandler.take(
                ctx,
                permissions.checkTask(Caller.of(ctx), action, task),
                body,
                given -> new Intent(target, command.apply(given)));
    }

    private static UUID inPath(RoutingContext ctx, String name) {
        return UUID.fromString(ctx.pathParam(name));
    }

    private static JsonObject ids(RoutingContext ctx, UUID comment, Permit given) {
        return new JsonObject()
                .put("commentId", comment.toString())
                .put("taskId", inPath(ctx, "taskId").toString())
                .put("projectId", given.project().toString())
                .put("workspaceId", given.workspaceId().toString());
    }
}
