package dev.tandem.gateway.project;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.SetUpProject;
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
 * Accepts requests to create, change, set up and delete projects: checks the permission, makes the request durable and
 * answers 202.
 */
public record ProjectRoutes(Permissions permissions, AcceptHandler acceptHandler) {

    /** {@code POST /v1/projects}. */
    public void create(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        CreateProject command = RequestBody.creation(
                CreateProject.class,
                body,
                new JsonObject()
                        .put("projectId", UuidCreator.getTimeOrderedEpoch().toString()));
        Operation.Target target = Operation.Target.of("project", command.projectId());
        Future<Permit> permit = permissions.check(Caller.of(ctx), Action.PROJECT_CREATE, command.workspaceId());
        acceptHandler.take(ctx, permit, body, given -> new Intent(target, command));
    }

    /** {@code PATCH /v1/projects/{projectId}}. */
    public void change(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        Expected expected = Expected.by(ctx);
        boolean archives = body.containsKey("archived");
        Action first = archives ? Action.PROJECT_ARCHIVE : Action.PROJECT_CHANGE;
        Future<Permit> permit = ask(ctx, first)
                .compose(given ->
                        archives && body.size() > 1 ? ask(ctx, Action.PROJECT_CHANGE) : Future.succeededFuture(given));
        accept(
                ctx,
                permit,
                body,
                given -> RequestBody.change(
                        ChangeProject.class,
                        body,
                        expected,
                        new JsonObject()
                                .put("projectId", given.project().toString())
                                .put("workspaceId", given.workspaceId().toString())));
    }

    /** {@code DELETE /v1/projects/{projectId}}. */
    public void delete(RoutingContext ctx) {
        Expected expected = Expected.by(ctx);
        accept(
                ctx,
                ask(ctx, Action.PROJECT_DELETE),
                new JsonObject(),
                given -> new DeleteProject(
                        given.project(),
                        given.workspaceId(),
                        expected.possible().first(),
                        expected.others()));
    }

    /** {@code POST /v1/projects/{projectId}/setup}. */
    public void setUp(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        accept(
                ctx,
                ask(ctx, Action.PROJECT_SET_UP),
                body,
                given -> new SetUpProject(given.project(), given.workspaceId(), body.getString("template")));
    }

    private Future<Permit> ask(RoutingContext ctx, Action action) {
        return permissions.checkProject(Caller.of(ctx), action, UUID.fromString(ctx.pathParam("projectId")));
    }

    private void accept(RoutingContext ctx, Future<Permit> permit, JsonObject body, Function<Permit, Command> command) {
        acceptHandler.take(
                ctx,
                permit,
                body,
                given -> new Intent(Operation.Target.of("project", given.project()), command.apply(given)));
    }
}
