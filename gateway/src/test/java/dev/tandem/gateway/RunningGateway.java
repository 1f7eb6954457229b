package dev.tandem.gateway;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Payload;
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
import dev.tandem.messaging.testing.Bus;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole service, on real back ends, before services that only note what they are asked. One for all tests of a JVM. */
public final class RunningGateway {

    private static @Nullable RunningGateway shared;

    final Upstream activityFeed = new Upstream("activity-feed");
    final Upstream notifier = new Upstream("notifier");
    final Upstream deadLetters = new Upstream("dead-letters");
    private final TokenIssuer issuer = new TokenIssuer();
    private final Bus bus;
    private final ApiClient client;

    private RunningGateway() {
        Environment environment = ServiceEnvironment.of(
                "gateway",
                issuer,
                Map.of(
                        "PROJECT_SERVICE_URI", "http://127.0.0.1:1",
                        "ACTIVITY_FEED_URI", activityFeed.uri(),
                        "NOTIFIER_URI", notifier.uri(),
                        "DEAD_LETTERS_URI", deadLetters.uri()));
        Platform platform = Platform.create(Gateway.NAME, environment);
        bus = new Bus(platform.vertx(), SharedBackends.get().broker().amqpUri());
        Gateway gateway = Awaiting.get(Gateway.start(platform, environment.read(GatewayConfig::from), new Shutdown()));
        client = new ApiClient(gateway.port(), issuer);
    }

    public static synchronized RunningGateway get() {
        if (shared == null) {
            shared = new RunningGateway();
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

    Answer send(@Nullable String user, String method, String path, String body) {
        return client.send(client.request(user, path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** In the name of an operator. */
    Answer operate(String method, String path, String body) {
        return operate(method, path, "application/json", body);
    }

    Answer operate(String method, String path, String contentType, String body) {
        return client.send(client.operating("olga", path)
                .header("Content-Type", contentType)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    public void publish(Envelope envelope, Payload payload) {
        Contract contract = Contracts.of(payload);
        bus.publish(new Message(contract.exchange(), contract.routingKey(), envelope, payload));
    }
}
