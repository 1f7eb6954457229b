package dev.tandem.notifier;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.NotificationsAdded;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.testing.Bus;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole service, on real back ends, with all that it needs around it. One for all tests of a JVM. */
final class RunningNotifier {

    private static @Nullable RunningNotifier shared;

    static final String DATABASE = "notifier";

    final Bus bus;
    private final Collection<Delivery> deliveries;
    private final TokenIssuer issuer = new TokenIssuer();
    private final ApiClient client;

    private RunningNotifier() {
        Environment environment = ServiceEnvironment.of(DATABASE, issuer, Map.of());
        Platform platform = Platform.create(Notifier.NAME, environment);
        bus = new Bus(platform.vertx(), SharedBackends.get().broker().amqpUri());
        deliveries = bus.hear("gateway.stream");
        Notifier notifier = Awaiting.get(Notifier.start(
                platform,
                environment.read(NotifierConfig::from),
                new Shutdown(),
                RetryPolicy.attempts(8).from(Duration.ofMillis(50)),
                Duration.ofMillis(300)));
        client = new ApiClient(notifier.port(), issuer);
    }

    static synchronized RunningNotifier get() {
        if (shared == null) {
            shared = new RunningNotifier();
        }
        return shared;
    }

    Answer get(String path, @Nullable String userId) {
        return client.get(userId, path);
    }

    /** A request in the name of an operator, or of a user who is none. */
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

    void publish(Envelope envelope, Fact fact) {
        Contract contract = Contracts.of(fact);
        bus.publish(new Message(contract.exchange(), contract.routingKey(), envelope, fact));
    }

    /** A message to the gateway, taken off its queue. */
    record Told(Envelope envelope, NotificationsAdded payload) {

        private static Stream<Told> in(Delivery delivery) {
            return CloudEvents.read(delivery.contentType(), delivery.body()).stream()
                    .map(CloudEvents.Entry.Readable.class::cast)
                    .map(entry -> new Told(entry.envelope(), (NotificationsAdded)
                            Contracts.read(entry.envelope().type(), entry.data())));
        }
    }

    /** What the gateway was told of a workspace so far. */
    List<Told> told(UUID workspace) {
        return deliveries.stream()
                .flatMap(Told::in)
                .filter(told -> told.envelope().tenant().equals(workspace.toString()))
                .toList();
    }

    /** The texts of the user's inbox, newest first. */
    List<String> inboxOf(String userId) {
        return texts(get("/v1/notifications", userId).json());
    }

    static List<String> texts(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("text"))
                .toList();
    }
}
