package dev.tandem.kit;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.testing.Awaiting;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A service on a free port, for a test. */
public final class Served implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Platform platform;
    private final HttpServing serving;

    private Served(Platform platform, HttpServing serving) {
        this.platform = platform;
        this.serving = serving;
    }

    public static Served with(Consumer<Router> routes) {
        return with(HttpSettings.local(), routes);
    }

    public static Served with(HttpSettings settings, Consumer<Router> routes) {
        return on(platform("served"), settings, routes);
    }

    public static Served on(Platform platform, HttpSettings settings, Consumer<Router> routes) {
        Router router = HttpServing.router(platform, settings);
        routes.accept(router);
        return new Served(platform, Awaiting.get(HttpServing.start(platform, settings, router)));
    }

    /** On the port of one that was closed, which another process may hold for a moment. */
    public static Served again(int port, Consumer<Router> routes) {
        HttpSettings settings = new HttpSettings(
                "127.0.0.1", port, HttpSettings.BODY_LIMIT, HttpSettings.DEADLINE, Duration.ZERO, true, Set.of());
        Platform platform = platform("served");
        return Awaitility.await().ignoreExceptions().until(() -> on(platform, settings, routes), Objects::nonNull);
    }

    public static Platform platform(String name) {
        return Platform.create(name, Environment.of(Map.of()));
    }

    public static Platform platform(String name, OpenTelemetry openTelemetry) {
        return Platform.create(name, Environment.of(Map.of()), openTelemetry);
    }

    public Platform platform() {
        return platform;
    }

    public HttpServing serving() {
        return serving;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + serving.port() + path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    public static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    @Override
    public void close() {
        Awaiting.get(platform.close());
    }
}
