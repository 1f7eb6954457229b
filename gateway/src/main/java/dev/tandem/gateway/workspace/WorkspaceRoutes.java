package dev.tandem.gateway.workspace;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.Person;
import dev.tandem.gateway.accept.AcceptedReply;
import dev.tandem.gateway.accept.Acceptor;
import dev.tandem.gateway.accept.Asking;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Asking for workspaces; anybody may. */
public final class WorkspaceRoutes {

    private final Asking asking;
    private final Acceptor acceptor;

    public WorkspaceRoutes(Asking asking, Acceptor acceptor) {
        this.asking = asking;
        this.acceptor = acceptor;
    }

    /** {@code POST /v1/workspaces}. */
    public void create(RoutingContext ctx) {
        JsonObject body = ctx.body().asJsonObject();
        Caller caller = Caller.of(ctx);
        UUID workspaceId = UuidCreator.getTimeOrderedEpoch();
        CreateWorkspace command = new CreateWorkspace(
                workspaceId,
                body.getString("name").strip(),
                new Person(caller.userId(), caller.email(), caller.name()));
        Operation.Target target = new Operation.Target("workspace", workspaceId.toString());
        acceptor.accept(asking.submission(ctx, body, workspaceId, target, command))
                .onComplete(Answers.to(ctx, acceptance -> AcceptedReply.send(ctx, acceptance)));
    }
}
