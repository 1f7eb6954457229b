package dev.tandem.notifier;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.messaging.RetryPolicy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole service, on real back ends, with all that it needs around it. One for all tests of a JVM. */
final class RunningNotifier {

    /** What was answered. */
    record Answer(int status, String contentType, JsonObject json) {}

    private static @Nullable RunningNotifier shared;

    final Issuer issuer = new Issuer();
    final Bus bus;
    private final Notifier notifier;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningNotifier() {
        Environment environment = Environment.of(Map.of(
                "HTTP_HOST",
                "127.0.0.1",
                "HTTP_PORT",
                "0",
                "AMQP_URI",
                SharedBackends.get().broker().amqpUri(),
                "DATABASE_URI",
                SharedBackends.get().postgres().uri("notifier"),
                "AUTH_ISSUER",
                Issuer.NAME,
                "AUTH_AUDIENCE",
                Issuer.AUDIENCE,
                "AUTH_JWKS_URI",
                issuer.keysUri()));
        Platform platform = Platform.create(Notifier.NAME, environment);
        bus = new Bus(platform.vertx());
        notifier = Waiting.on(Notifier.start(
                platform,
                environment.read(NotifierConfig::from),
                new Shutdown(),
                RetryPolicy.attempts(8).from(Duration.ofMillis(50))));
    }

    static synchronized RunningNotifier get() {
        if (shared == null) {
            shared = new RunningNotifier();
        }
        return shared;
    }

    Answer get(String path, @Nullable String userId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + notifier.port() + path));
        if (userId != null) {
            request.header("Authorization", "Bearer " + issuer.tokenOf(userId));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    new JsonObject(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
