package dev.tandem.kit.http;

import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves a router on a port, on every event loop of the platform, within the limits that an open port needs.
 *
 * <p>Closes connections that are idle for 60 s, and those whose first request has not arrived within the deadline. Before
 * the router come, in this order, the probes, CORS, and a check that the address can be decoded. Answers of 1 KiB and more
 * are compressed for clients that accept it.
 */
public final class HttpServing {

    private static final int IDLE_SECONDS = 60;

    /** In bytes. A smaller answer, such as every 202, fits one packet uncompressed. */
    private static final int WORTH_COMPRESSING = 1024;

    /** JSON hardly shrinks further at higher levels, and the event loop does the work. */
    private static final int COMPRESSION_LEVEL = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Vert.x lets servers that ask for the same negative port share one that the system chooses. */
    private static final AtomicInteger CHOSEN_PORTS = new AtomicInteger();

    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final Platform platform;
    private final HttpSettings settings;
    private final Handler<HttpServerRequest> service;

    private HttpServing(Platform platform, HttpSettings settings, Handler<HttpServerRequest> service) {
        this.platform = platform;
        this.settings = settings;
        this.service = service;
    }

    /**
     * The handlers before every route, in this order: correlation id, {@link RequestEnd}, deadline, body. For a
     * contract-first router, whose builder takes them as root handlers; pass its result to {@link ProblemReplies#guard}.
     */
    public static List<Handler<RoutingContext>> handlers(HttpSettings settings) {
        return List.of(
                new CorrelationId(settings.baggageTrusted()),
                new RequestEnd(settings.baggageTrusted()),
                new Deadline(settings.deadline()),
                BodyHandler.create(false).setBodyLimit(settings.bodyLimit()));
    }

    /** An empty router that begins with {@link #handlers} and answers every failure with a problem. */
    public static Router router(Platform platform, HttpSettings settings) {
        Router router = Router.router(platform.vertx());
        handlers(settings).forEach(router.route()::handler);
        ProblemReplies.guard(router);
        return router;
    }

    /**
     * Starts to listen; fails when the port is in use.
     *
     * @param service a router, or a handler in front of one
     */
    public static Future<HttpServing> start(
            Platform platform, HttpSettings settings, Handler<HttpServerRequest> service) {
        HttpServing serving = new HttpServing(platform, settings, service);
        int port = settings.port() == 0 ? -CHOSEN_PORTS.incrementAndGet() : settings.port();
        return platform.vertx()
                .deployVerticle(
                        () -> serving.new Listener(port), new DeploymentOptions().setInstances(platform.eventLoops()))
                .map(serving);
    }

    public int port() {
        return servers.get(0).actualPort();
    }

    /** Registers the shutdown step: drains, with ten seconds of patience. */
    public void endIn(Shutdown shutdown) {
        endIn(shutdown, () -> {});
    }

    /** @param letGo ends requests that are held on purpose, once no new ones arrive */
    public void endIn(Shutdown shutdown, Runnable letGo) {
        Duration limit = settings.drainNotice().plus(PATIENCE).plusSeconds(2);
        shutdown.step("http", limit, () -> drain(PATIENCE, letGo));
    }

    /**
     * Reports "not ready", and after the drain notice from the settings accepts no more connections, waits at most
     * {@code patience} for the requests under way, and closes. Idle connections close at once.
     */
    public Future<Void> drain(Duration patience) {
        return drain(patience, () -> {});
    }

    private Future<Void> drain(Duration patience, Runnable letGo) {
        platform.health().drain();
        return noticed().onComplete(noticed -> letGo.run()).compose(noticed -> shutdown(patience));
    }

    private Future<Void> noticed() {
        long millis = settings.drainNotice().toMillis();
        return millis == 0
                ? Future.succeededFuture()
                : platform.vertx().timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Void> shutdown(Duration patience) {
        return Future.join(servers.stream()
                        .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setAcceptBacklog(1024)
                .setCompressionSupported(true)
                .setCompressionLevel(COMPRESSION_LEVEL)
                .setCompressionContentSizeThreshold(WORTH_COMPRESSING)
                .setMaxInitialLineLength(8 * 1024)
                .setMaxHeaderSize(16 * 1024)
                .setHttp2ClearTextEnabled(false);
    }

    private final class Listener extends VerticleBase {

        private final int port;

        private Listener(int port) {
            this.port = port;
        }

        @Override
        public Future<?> start() {
            SlowHeads heads = new SlowHeads(vertx, settings.deadline(), Duration.ofSeconds(IDLE_SECONDS));
            AnswerDate date = new AnswerDate();
            Probes probes = new Probes(platform, new CrossOrigin(settings.origins(), new RequestTargetCheck(service)));
            HttpServerOptions options = options();
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(connection -> {
                        StrictDecoder.on(connection, options);
                        heads.opened(connection);
                    })
                    .requestHandler(request -> {
                        heads.arrived(request);
                        date.on(request);
                        request.response().headers().add(HttpHeaders.VARY, "Accept-Encoding");
                        probes.handle(request);
                    })
                    .invalidRequestHandler(request -> {
                        date.on(request);
                        InvalidRequests.refuse(request);
                    });
            servers.add(server);
            return server.listen(port, settings.host());
        }
    }
}
