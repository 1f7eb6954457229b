package dev.tandem.feed;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
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
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the whole service and everything it needs on real back ends, once for all tests of a JVM. */
final class RunningFeed {

    private static @Nullable RunningFeed shared;

    static final String DATABASE = "activity_feed";

    final Projects projects = new Projects();
    final Bus bus;
    private final Platform platform;
    private final TokenIssuer issuer = new TokenIssuer();
    private final ApiClient client;

    private RunningFeed() {
        Environment environment = ServiceEnvironment.of(
                ActivityFeed.NAME,
                DATABASE,
                issuer,
                Map.of("PROJECT_SERVICE_URI", projects.uri(), "RETRY_POLICY", "1 attempt from 50ms"));
        platform = Platform.create(ActivityFeed.NAME, environment);
        bus = new Bus(platform.vertx(), SharedBackends.get().broker().amqpUri());
        Service feed = Awaiting.get(ActivityFeed.start(
                platform, environment.read(ActivityFeedConfig::from), new Shutdown(), Duration.ofMillis(300)));
        client = new ApiClient(feed.port(), issuer);
    }

    static synchronized RunningFeed get() {
        if (shared == null) {
            shared = new RunningFeed();
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

    /** Sends a request as an operator. */
    Answer operate(String method, String path, @Nullable String json) {
        return send(method, path, json, issuer.tokenOfOperator("olga"));
    }

    /** Sends a request as a user who is not an operator. */
    Answer tryToOperate(String method, String path, @Nullable String json) {
        return send(method, path, json, issuer.tokenOf("anna"));
    }

    private Answer send(String method, String path, @Nullable String json, String token) {
        return client.send(client.request(null, path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    void publish(Envelope envelope, Fact fact) {
        Contract contract = Contracts.of(fact);
        bus.publish(new Message(contract.exchange(), contract.routingKey(), envelope, fact));
    }
}
