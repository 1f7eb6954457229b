package dev.tandem.notifier;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.Projects;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.testing.Bus;
import dev.tandem.runtime.Service;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the whole service and everything it needs on real back ends, once for all tests of a JVM. */
final class RunningNotifier {

    private static @Nullable RunningNotifier shared;

    static final String DATABASE = "notifier";
    static final String BOUNCE_SECRET = "0123456789abcdef0123456789abcdef";

    final Projects projects = new Projects();
    final Bus bus;
    private final Platform platform;
    private final TokenIssuer issuer = new TokenIssuer();
    private final ApiClient client;

    private RunningNotifier() {
        Environment environment = ServiceEnvironment.of(
                Notifier.NAME,
                DATABASE,
                issuer,
                Map.of(
                        "MAIL_BOUNCE_SECRET",
                        BOUNCE_SECRET,
                        "PROJECT_SERVICE_URI",
                        projects.uri(),
                        "RETRY_POLICY",
                        "8 attempts from 50ms",
                        "SITE_URI",
                        "https://tandem.example/",
                        "WEBHOOK_KEY",
                        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                        "WEBHOOK_NETWORKS",
                        "127.0.0.0/8"));
        platform = Platform.create(Notifier.NAME, environment);
        bus = new Bus(platform.vertx(), SharedBackends.get().broker().amqpUri());
        Service notifier = Awaiting.get(Notifier.start(
                platform, environment.read(NotifierConfig::from), new Shutdown(), Duration.ofMillis(300)));
        client = new ApiClient(notifier.port(), issuer);
    }

    static synchronized RunningNotifier get() {
        if (shared == null) {
            shared = new RunningNotifier();
        }
        return shared;
    }

    /** Returns the health of the service and of its dependencies. */
    JsonObject health() {
        return Awaiting.get(platform.health().ready()).toJson();
    }

    Answer get(String path, @Nullable String userId) {
        return client.get(userId, path);
    }

    /** Sends a request as an operator or as an ordinary user. */
    Answer operate(boolean operator, String method, String path, @Nullable String json) {
        return client.send(client.request(null, path)
                .header(
                        "Authorization",
                        "Bearer " + (operator ? issuer.tokenOfOperator("olga") : issuer.tokenOf("anna")))
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    Answer post(String path, @Nullable String userId, String json) {
        return client.send(client.request(userId, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Posts JSON with that value of the header {@code Authorization}, instead of a user's token. */
    Answer postAuthorized(String path, @Nullable String authorization, String json) {
        HttpRequest.Builder request = client.request(null, path).header("Content-Type", "application/json");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.POST(BodyPublishers.ofString(json)));
    }

    Answer send(String method, String path, String userId, @Nullable String json) {
        return client.send(client.request(userId, path)
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    Vertx vertx() {
        return platform.vertx();
    }

    /** Posts as mail programs and browsers do: a form, in nobody's name. */
    Answer postForm(String path, String contentType, String form) {
        return client.send(
                client.request(null, path).header("Content-Type", contentType).POST(BodyPublishers.ofString(form)));
    }

    /** Publishes a fact as project-service does, and makes that service's stand-in know it. */
    void publish(Envelope envelope, Fact fact) {
        happened(fact);
        Contract contract = Contracts.of(fact);
        bus.publish(new Message(contract.exchange(), contract.routingKey(), envelope, fact));
    }

    /** Makes project-service's stand-in answer as after this fact. */
    void happened(Fact fact) {
        if (fact instanceof WorkspaceCreated created) {
            projects.member(created.workspaceId(), created.owner().userId(), "owner");
        } else if (fact instanceof MemberAdded added) {
            projects.member(added.workspaceId(), added.userId(), added.role().name());
        } else if (fact instanceof MemberRemoved removed) {
            projects.left(removed.workspaceId(), removed.userId());
        }
    }

    /** Asks for news as another service does, on behalf of users; null stands for a user with an invalid token. */
    JsonArray news(UUID after, @Nullable String... users) {
        JsonArray tokens = new JsonArray();
        JsonArray questions = new JsonArray();
        for (int i = 0; i < users.length; i++) {
            tokens.add(users[i] == null ? "nonsense" : issuer.tokenOf(users[i]));
            questions.add(new JsonObject().put("token", i).put("after", after.toString()));
        }
        Answer answer = post(
                "/v1/notifications/news",
                null,
                new JsonObject()
                        .put("tokens", tokens)
                        .put("questions", questions)
                        .encode());
        return answer.json().getJsonArray("answers");
    }

    /** Returns the lines of the stream of hints, as they arrive. */
    Collection<String> hints(String user) {
        Collection<String> lines = new ConcurrentLinkedQueue<>();
        HttpResponse<Stream<String>> opened = HttpClient.newHttpClient()
                .sendAsync(client.request(user, "/v1/hints").GET().build(), BodyHandlers.ofLines())
                .join();
        if (opened.statusCode() != 200) {
            throw new AssertionError(opened.statusCode());
        }
        Thread reader = new Thread(() -> opened.body().forEach(lines::add), "hints");
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    /** Returns the texts of the user's inbox, newest first. */
    List<String> inboxOf(String userId) {
        return texts(get("/v1/notifications", userId).json());
    }

    static List<String> texts(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("text"))
                .toList();
    }
}
