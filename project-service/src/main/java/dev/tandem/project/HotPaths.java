package dev.tandem.project;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.Payload;
import dev.tandem.contracts.Person;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.warmup.HotPath;
import dev.tandem.kit.warmup.Stage;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.rehearsal.Echo;
import dev.tandem.messaging.rehearsal.Rehearsal;
import dev.tandem.messaging.wiring.Messaging;
import dev.tandem.project.command.CommandHandler;
import dev.tandem.project.permission.PermissionRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Warms up what the creation of a project needs from this service: the permission check, the decision of the command, and a
 * round trip through the broker.
 */
final class HotPaths {

    private static final Person OWNER = new Person("warm-up", "warm-up@example.com", "Warm-up");

    /** The first calls meet a JVM that has loaded almost no classes; WarmUp ends whatever takes longer. */
    private static final Duration COLD = Duration.ofSeconds(10);

    private HotPaths() {}

    /** Everything runs on the stage, except probes: they go through the broker to the service's own consumer. */
    static Future<List<HotPath>> on(Stage stage, ProjectServiceConfig config, Messaging messaging) {
        Pool pool = stage.pool(config.settings().database());
        Echo echo = messaging.echo(CommandHandler.QUEUE);
        HttpSettings local = HttpSettings.local();
        Router router = HttpServing.router(stage.platform(), local);
        new PermissionRoutes(pool, TokenVerifier.create(stage.platform().vertx(), stage.auth())).mount(router);
        Future<ServiceClient> served = HttpServing.start(stage.platform(), local, router)
                .onSuccess(serving -> serving.endIn(stage.shutdown()))
                .map(serving -> ServiceClient.to(
                        stage.platform(), ProjectService.NAME, URI.create("http://127.0.0.1:" + serving.port())));
        Future<Rehearsal> commands = messaging.rehearse(
                stage.platform().vertx(),
                pool,
                CommandHandler.QUEUE,
                Contracts::read,
                new CommandHandler(Clock.systemUTC()));
        return Future.all(served, commands)
                .map(set -> List.of(
                        () -> ask(served.result(), stage.token()), () -> decide(commands.result()), echo::probe));
    }

    /** Asks about a workspace that does not exist. */
    private static Future<?> ask(ServiceClient client, String token) {
        JsonObject question = new JsonObject()
                .put("token", 0)
                .put("action", "project.create")
                .put("workspaceId", UuidCreator.getTimeOrderedEpoch().toString());
        return client.call(HttpMethod.POST, "/v1/permissions")
                .changingNothing()
                .within(COLD)
                .json(new JsonObject()
                        .put("tokens", new JsonArray().add(token))
                        .put("questions", new JsonArray().add(question)))
                .sendForJson();
    }

    /** Creates a workspace and its first project in one transaction. */
    private static Future<?> decide(Rehearsal commands) {
        UUID workspace = UuidCreator.getTimeOrderedEpoch();
        UUID project = UuidCreator.getTimeOrderedEpoch();
        return commands.deliver(List.of(
                message(workspace, new CreateWorkspace(workspace, "Warm-up", OWNER)),
                message(
                        workspace,
                        new CreateProject(project, workspace, "Warm-up", "Nobody will see it.", null, null))));
    }

    private static Message message(UUID workspace, Payload payload) {
        return Rehearsal.message(Contracts.of(payload).type(), workspace, 0, payload);
    }
}
