package dev.tandem.gateway.project;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.CreateProject;
import dev.tandem.gateway.accept.AcceptedReply;
import dev.tandem.gateway.accept.Acceptor;
import dev.tandem.gateway.accept.Asking;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Asking for projects. */
public final class ProjectRoutes {

    private final Permissions permissions;
    private final Asking asking;
    private final Acceptor acceptor;

    public ProjectRoutes(Permissions permissions, Asking asking, Acceptor acceptor) {
        this.permissions = permissions;
        this.asking = asking;
        this.acceptor = acceptor;
    }

    /** {@code POST /v1/projects}: permission, then durable, then 202. */
    public void create(RoutingContext ctx) {
        JsonObject body = ctx.body().asJsonObject();
        CreateProject command = new CreateProject(
                UuidCreator.getTimeOrderedEpoch(),
                UUID.fromString(body.getString("workspaceId")),
                body.getString("name").strip(),
                body.getString("description"),
                body.getString("template"),
                body.getString("leadId"));
        Operation.Target target =
                new Operation.Target("project", command.projectId().toString());
        permissions
                .check(Caller.of(ctx), Action.PROJECT_CREATE, command.workspaceId())
                .compose(permit -> acceptor.accept(asking.submission(ctx, body, permit.workspaceId(), target, command)))
                .onComplete(Answers.to(ctx, acceptance -> AcceptedReply.send(ctx, acceptance)));
    }
}
