package dev.tandem.kit.management;

import dev.tandem.kit.ManagementSettings;
import dev.tandem.kit.Platform;
import dev.tandem.kit.http.AnswerDate;
import dev.tandem.kit.http.RequestTargetCheck;
import dev.tandem.kit.logging.LoggerLevels;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /metrics}, {@code /health/live} and {@code /health/ready} with the result of each check, and {@code /log-level},
 * which changes levels for a while. For operators and their tools, without authentication: the port must not be reachable by
 * others.
 *
 * <p>Listens before the service starts and until its platform closes. The service is not ready until it {@linkplain #started has
 * started}. Only one scrape runs at a time; concurrent callers get the same text.
 */
public final class Management {

    private static final int IDLE_SECONDS = 60;
    private static final int SMALL = 2 * 1024;
    private static final String LOG_LEVEL = "/log-level";
    private static final Duration USUALLY = Duration.ofMinutes(10);
    private static final int MOST_MINUTES = 1_440;
    private static final Pattern MINUTES = Pattern.compile("[1-9][0-9]{0,3}");

    private final Platform platform;
    private final HttpServer server;
    private final Scrape scrape;
    private final AnswerDate date = new AnswerDate();
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

    /**
     * Starts to listen on the address from the platform's settings; fails with a sentence that names the address if that is
     * impossible.
     */
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

    /** Notes that the service has started; from now on it is ready when its dependencies are. */
    public void started() {
        started = true;
    }

    private void handle(HttpServerRequest request) {
        date.on(request);
        if (!RequestTargetCheck.isSound(request.uri())) {
            answer(request.routed("unmatched"), 400, new JsonObject().put("status", "malformed address"));
            return;
        }
        String path = request.path() == null ? "" : request.path();
        if (request.method() == HttpMethod.PUT && path.equals(LOG_LEVEL)) {
            changeLevel(request.routed(path));
            return;
        }
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            answer(request.routed("unmatched"), 405, new JsonObject().put("status", "no such method"));
            return;
        }
        switch (path) {
            case "/health/live" -> answer(request.routed(path), 200, new JsonObject().put("status", "up"));
            case "/health/ready" -> ready(request.routed(path));
            case "/metrics" -> metrics(request.routed(path));
            case LOG_LEVEL -> answer(request.routed(path), 200, levels());
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

    /** Uses PUT, which a browser does not send for a page of another origin. */
    private static void changeLevel(HttpServerRequest request) {
        MultiMap parameters = request.params();
        String logger = parameters.contains("logger") ? parameters.get("logger") : "ROOT";
        boolean changed = minutes(parameters.get("minutes"))
                .filter(during -> LoggerLevels.change(logger, String.valueOf(parameters.get("level")), during))
                .isPresent();
        answer(
                request,
                changed ? 200 : 400,
                changed
                        ? levels()
                        : new JsonObject()
                                .put(
                                        "status",
                                        "wanted: level=TRACE to ERROR or OFF, and perhaps logger=NAME of one that is there, and"
                                                + " minutes=1 to " + MOST_MINUTES));
    }

    private static Optional<Duration> minutes(@Nullable String given) {
        if (given == null) {
            return Optional.of(USUALLY);
        }
        return MINUTES.matcher(given).matches() && Integer.parseInt(given) <= MOST_MINUTES
                ? Optional.of(Duration.ofMinutes(Integer.parseInt(given)))
                : Optional.empty();
    }

    private static JsonObject levels() {
        JsonObject levels = new JsonObject();
        LoggerLevels.all().forEach(levels::put);
        return levels;
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
