package dev.tandem.gateway;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Payload;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.testing.Bus;
import dev.tandem.runtime.Service;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole service, on real back ends, before services that only note what they are asked. One for all tests of a JVM. */
public final class RunningGateway {

    private static @Nullable RunningGateway shared;

    public final Upstream projectService = new Upstream("project-service");
    public final Upstream activityFeed = new Upstream("activity-feed");
    public final Upstream notifier = new Upstream("notifier");
    public final Upstream analytics = new Upstream("analytics");
    public final Upstream deadLetters = new Upstream("dead-letters");
    private final TokenIssuer issuer = new TokenIssuer();
    private final Platform platform;
    private final Bus bus;
    private final Pool pool;
    private final int port;
    private final ApiClient client;

    private final Shutdown shutdown = new Shutdown();

    private RunningGateway(String database, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "PROJECT_SERVICE_URI", projectService.uri(),
                "ACTIVITY_FEED_URI", activityFeed.uri(),
                "NOTIFIER_URI", notifier.uri(),
                "ANALYTICS_URI", analytics.uri(),
                "DEAD_LETTERS_URI", deadLetters.uri()));
        variables.putAll(more);
        Environment environment = ServiceEnvironment.of(Gateway.NAME, database, issuer, variables);
        projectService.answerRequest("/v1/permissions", RunningGateway::permitted);
        notifier.answerRequest("/v1/notifications/news", InboxStandIn.get()::news);
        analytics.answerExactly("/v1/projects/news", BoardStandIn.get()::reply);
        platform = Platform.create(Gateway.NAME, environment);
        bus = new Bus(platform.vertx(), SharedBackends.get().broker().amqpUri());
        pool = Databases.pool(
                platform.vertx(), URI.create(SharedBackends.get().postgres().uri(database)), "test", 1);
        Service gateway = Awaiting.get(Gateway.start(platform, environment.read(GatewayConfig::from), shutdown));
        port = gateway.port();
        client = new ApiClient(port, issuer);
    }

    /** One more instance, on a database of its own or that of another. */
    public static RunningGateway another(String database, Map<String, String> more) {
        return new RunningGateway(database, more);
    }

    int port() {
        return port;
    }

    public void stop() {
        Awaiting.get(shutdown.run());
    }

    /** The project is in the workspace that has its id, and everybody may do everything. */
    private static JsonObject permitted(Upstream.Seen request) {
        JsonArray answers = new JsonArray();
        for (Object each : new JsonObject(request.body()).getJsonArray("questions")) {
            JsonObject question = (JsonObject) each;
            String id = Stream.of("workspaceId", "projectId", "taskId")
                    .map(question::getString)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            answers.add(
                    new JsonObject().put("workspaceId", id).put("projectId", id).put("role", "owner"));
        }
        return new JsonObject().put("answers", answers);
    }

    /** From now on, each question after a permission is answered so. */
    public void permit(UnaryOperator<JsonObject> answer) {
        projectService.answerRequest("/v1/permissions", request -> {
            JsonArray answers = new JsonArray();
            new JsonObject(request.body())
                    .getJsonArray("questions")
                    .forEach(question -> answers.add(answer.apply((JsonObject) question)));
            return new JsonObject().put("answers", answers);
        });
    }

    public static synchronized RunningGateway get() {
        if (shared == null) {
            shared = new RunningGateway("gateway", Map.of());
        }
        return shared;
    }

    public Answer get(@Nullable String user, String path) {
        return client.get(user, path);
    }

    public Answer getUnlessKnown(String user, String path, String etag) {
        return client.send(
                client.request(user, path).header("If-None-Match", etag).GET());
    }

    public Answer post(@Nullable String user, String path, String body) {
        return send(user, "POST", path, body);
    }

    public Answer send(@Nullable String user, String method, String path, String body) {
        return client.send(client.request(user, path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** In the name of an operator. */
    public Answer operate(String method, String path, String body) {
        return operate(method, path, "application/json", body);
    }

    /** The same, with a correlation id by which others see that it was passed on. */
    Answer operateMarked(String mark, String method, String path, String body) {
        return client.send(client.operating("olga", path)
                .header("Content-Type", "application/json")
                .header("X-Correlation-Id", mark)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    Answer operate(String method, String path, String contentType, String body) {
        return client.send(client.operating("olga", path)
                .header("Content-Type", contentType)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** A POST in the name of an operator who accepts only that. */
    Answer operateAccepting(String accept, String path, String body) {
        return client.send(client.operating("olga", path)
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(@Nullable String user, String path) {
        return client.request(user, path);
    }

    /** All that this instance says of itself. */
    public String metrics() {
        return platform.scrape();
    }

    /** What this instance says of itself under that name; NaN when it says nothing. */
    public double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    public HttpRequest.Builder posting(String user, String path, String body) {
        return client.request(user, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    public CompletableFuture<Answer> sending(HttpRequest.Builder request) {
        return client.sending(request);
    }

    /** Changes this instance's database by hand. */
    public void sql(String statement) {
        Awaiting.get(pool.query(statement).execute());
    }

    /** Does the work while nobody else can use a table of this instance's database. */
    public void whileLocked(String table, Runnable work) {
        Awaiting.get(pool.withTransaction(tx -> tx.query("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE")
                .execute()
                .compose(locked -> platform.vertx().executeBlocking(() -> {
                    work.run();
                    return true;
                }))));
    }

    public void publish(Envelope envelope, Payload payload) {
        Contract contract = Contracts.of(payload);
        bus.publish(new Message(contract.exchange(), contract.routingKey(), envelope, payload));
    }
}
