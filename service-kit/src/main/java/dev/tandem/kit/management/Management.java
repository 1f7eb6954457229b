package dev.tandem.kit.management;

import dev.tandem.kit.ManagementSettings;
import dev.tandem.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/**
 * {@code /metrics}, {@code /health/live} and {@code /health/ready} with what each check found: for operators and their
 * machines, who alone reach the port. Nobody is asked who they are.
 *
 * <p>Listens before the service starts and until its platform closes. Until it {@linkplain #started has started}, the service
 * is not ready. There is one scrape at a time; whoever asks meanwhile gets the same text.
 */
public final class Management {

    private static final int IDLE_SECONDS = 60;
    private static final int SMALL = 2 * 1024;

    private final Platform platform;
    private final HttpServer server;
    private final Scrape scrape;
    private volatile boolean started;

    private Management(Platform platform) {
        this.platform = platform;
        this.scrape = new Scrape(platform);
        this.server = platform.vertx()
                .createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxInitialLineLength(SMALL)
                        .setMaxHeaderSize(4 * SMALL)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(this::handle);
    }

    /** Listens where the platform's settings say; fails, with a sentence that names the place, when that is taken. */
    public static Future<Management> start(Platform platform) {
        Management management = new Management(platform);
        ManagementSettings at = platform.management();
        return management
                .server
                .listen(at.port(), at.host())
                .map(management)
                .recover(failure -> Future.failedFuture(new IllegalStateException(
                        "MANAGEMENT_HOST and MANAGEMENT_PORT, " + at.host() + ":" + at.port()
                                + ", cannot be listened on: " + failure.getMessage(),
                        failure)));
    }

    public int port() {
        return server.actualPort();
    }

    /** Says that the service is there, so that from now on it is ready when what it depends on is. */
    public void started() {
        started = true;
    }

    private void handle(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            answer(request.routed("unmatched"), 405, new JsonObject().put("status", "no such method"));
            return;
        }
        switch (path) {
            case "/health/live" -> answer(request.routed(path), 200, new JsonObject().put("status", "up"));
            case "/health/ready" -> ready(request.routed(path));
            case "/metrics" -> metrics(request.routed(path));
            default -> answer(request.routed("unmatched"), 404, new JsonObject().put("status", "no such path"));
        }
    }

    private void ready(HttpServerRequest request) {
        if (started) {
            platform.health().ready().onSuccess(report -> answer(request, report.ready() ? 200 : 503, report.toJson()));
        } else {
            answer(
                    request,
                    503,
                    new JsonObject().put("service", platform.serviceName()).put("status", "starting"));
        }
    }

    private void metrics(HttpServerRequest request) {
        scrape.text()
                .onSuccess(text -> request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
