package dev.tandem.kit.client;

import dev.tandem.kit.Platform;
import dev.tandem.kit.health.Status;
import io.micrometer.core.instrument.Gauge;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one other service, behind a circuit breaker.
 *
 * <p>Failed connections, exceeded deadlines, 5xx answers and answers over 4 MiB are failures of the service and become a
 * 503 problem that names no host; enough of them in a row open the circuit. 4xx answers are the caller's fault: their
 * problem is passed on, and they count as a success. The gauge {@code tandem.circuit.state} shows the state of the circuit
 * (0 closed, 1 half open, 2 open). The health check is degraded while the circuit is open, while the last answer was a
 * failure, and while a service that was not called lately does not report that it is ready. Results arrive on the caller's
 * context.
 */
public final class ServiceClient {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceClient.class);

    private static final BodyCodec<Buffer> ANSWER = BoundedBody.upTo(4 * 1024 * 1024);
    private static final int CONNECT_MILLIS = 1_000;
    /** Shorter than the 60 s after which {@code HttpServing} closes idle connections. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final String name;
    private final ServiceAddress base;
    private final ServiceClientSettings settings;
    private final WebClient web;
    private final CircuitBreaker circuit;
    private final DependencyHealth health;

    private ServiceClient(Platform platform, String name, ServiceAddress base, ServiceClientSettings settings) {
        this.name = name;
        this.base = base;
        this.settings = settings;
        this.web = WebClient.create(
                platform.vertx(),
                options(base),
                new PoolOptions().setHttp1MaxSize(settings.connections()).setMaxWaitQueueSize(2_048));
        this.health = new DependencyHealth(readiness(platform), System::nanoTime);
        this.circuit = CircuitBreaker.create(
                name,
                platform.vertx(),
                new CircuitBreakerOptions()
                        .setMaxFailures(settings.failuresToOpen())
                        .setFailuresRollingWindow(Duration.ofSeconds(10).toMillis())
                        .setResetTimeout(settings.openFor().toMillis())
                        .setTimeout(-1)
                        .setNotificationAddress(null));
        reportChanges();
        Gauge.builder("tandem.circuit.state", circuit, ServiceClient::level)
                .description("0 closed, 1 half open, 2 open")
                .tag("dependency", name)
                .register(platform.meters());
        platform.health().check(name, this::status);
    }

    private static WebClientOptions options(ServiceAddress base) {
        return new WebClientOptions()
                .setDefaultHost(base.host())
                .setDefaultPort(base.port())
                .setSsl(base.isEncrypted())
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setPipelining(false)
                .setTcpNoDelay(true)
                .setFollowRedirects(false)
                .setUserAgentEnabled(false);
    }

    /** The readiness query. Has a separate connection, so that it queues behind no call, and is not traced. */
    private HttpRequest<Buffer> readiness(Platform platform) {
        return WebClient.create(
                        platform.vertx(),
                        options(base).setTracingPolicy(TracingPolicy.IGNORE),
                        new PoolOptions().setHttp1MaxSize(1))
                .get(base.below("/health/ready"))
                .as(ANSWER);
    }

    /** {@code base} may have a path, which is prefixed to every path called. */
    public static ServiceClient to(Platform platform, String name, URI base, ServiceClientSettings settings) {
        return new ServiceClient(platform, name, new ServiceAddress(base), settings);
    }

    public static ServiceClient to(Platform platform, String name, URI base) {
        return to(platform, name, base, ServiceClientSettings.defaults());
    }

    public Call get(String path) {
        return call(HttpMethod.GET, path);
    }

    /** {@code path} begins with a slash and may already have a query. */
    public Call call(HttpMethod method, String path) {
        return new Call(this, web.request(method, base.below(path)).as(ANSWER), settings.deadline());
    }

    public CircuitBreakerState state() {
        return circuit.state();
    }

    public String name() {
        return name;
    }

    long openForSeconds() {
        return Math.max(1, settings.openFor().toSeconds());
    }

    Future<HttpResponse<Buffer>> guarded(Supplier<Future<HttpResponse<Buffer>>> exchange) {
        return circuit.execute(() -> exchange.get().onComplete(answer -> health.answered(), this::failed));
    }

    private void failed(Throwable why) {
        health.failed(why instanceof Call.ServerFault fault ? "answered " + fault.status() : "did not answer");
    }

    /** Logs once when the circuit opens and once when it closes, however often a trial call fails in between. */
    private void reportChanges() {
        AtomicBoolean away = new AtomicBoolean();
        circuit.openHandler(opened -> {
            if (!away.getAndSet(true)) {
                LOG.warn("{} does not answer; its circuit is open", name);
            }
        });
        circuit.closeHandler(closed -> {
            if (away.getAndSet(false)) {
                LOG.info("{} answers again", name);
            }
        });
    }

    private Future<Status> status() {
        return circuit.state() == CircuitBreakerState.OPEN
                ? Future.succeededFuture(Status.degraded("the circuit is open"))
                : health.status();
    }

    private static double level(CircuitBreaker circuit) {
        return switch (circuit.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
