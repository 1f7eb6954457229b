package dev.tandem.gateway.workspace;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.Person;
import dev.tandem.gateway.accept.AcceptHandler;
import dev.tandem.gateway.accept.Intent;
import dev.tandem.gateway.accept.RequestBody;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Accepts requests to create workspaces, which any user may do. */
public final class WorkspaceRoutes {

    private final AcceptHandler acceptHandler;

    public WorkspaceRoutes(AcceptHandler acceptHandler) {
        this.acceptHandler = acceptHandler;
    }

    /** {@code POST /v1/workspaces}. */
    public void create(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        Caller caller = Caller.of(ctx);
        UUID workspaceId = UuidCreator.getTimeOrderedEpoch();
        CreateWorkspace command = new CreateWorkspace(
                workspaceId,
                body.getString("name").strip(),
                new Person(caller.userId(), caller.email(), caller.name()));
        acceptHandler.take(ctx, body, new Intent(Operation.Target.of("workspace", workspaceId), command));
    }
}
