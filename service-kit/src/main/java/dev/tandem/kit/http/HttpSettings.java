package dev.tandem.kit.http;

import dev.tandem.kit.config.Environment;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * Settings of a service's HTTP server.
 *
 * @param port 0 for any free one
 * @param bodyLimit in bytes; a larger body is answered 413
 * @param deadline time limit of a request, after which it is answered 503, or 408 if its body has not arrived
 * @param drainNotice how long a stopping service reports "not ready" before it refuses connections
 * @param baggageTrusted whether callers' OpenTelemetry baggage is kept: between services yes, at the edge no
 * @param origins other origins whose web pages may call from browsers; the service's own always may
 */
public record HttpSettings(
        String host,
        int port,
        int bodyLimit,
        Duration deadline,
        Duration drainNotice,
        boolean baggageTrusted,
        Set<String> origins) {

    public static final int BODY_LIMIT = 64 * 1024;
    public static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int LONGEST_NOTICE_SECONDS = 20;

    public HttpSettings {
        origins = Set.copyOf(origins);
    }

    /**
     * Reads {@code HTTP_HOST}, {@code HTTP_PORT} and {@code HTTP_DRAIN_NOTICE_SECONDS}; all else has the defaults of an
     * internal service.
     */
    public static HttpSettings from(Environment environment) {
        return new HttpSettings(
                environment.text("HTTP_HOST", "address to listen on", "0.0.0.0"),
                environment.port("HTTP_PORT", "port to listen on, 0 for any free one", 8080),
                BODY_LIMIT,
                DEADLINE,
                Duration.ofSeconds(environment.integer(
                        "HTTP_DRAIN_NOTICE_SECONDS",
                        "how long to be not ready before turning requests away; what the load balancer needs to notice",
                        0,
                        LONGEST_NOTICE_SECONDS,
                        0)),
                true,
                Set.of());
    }

    /** Any free port of this machine, for tests. */
    public static HttpSettings local() {
        return new HttpSettings("127.0.0.1", 0, BODY_LIMIT, DEADLINE, Duration.ZERO, true, Set.of());
    }

    /** Returns these settings for a public server: callers' baggage is not trusted. */
    public HttpSettings atTheEdge() {
        return new HttpSettings(host, port, bodyLimit, deadline, drainNotice, false, origins);
    }

    public HttpSettings withOrigins(Collection<String> allowed) {
        return new HttpSettings(host, port, bodyLimit, deadline, drainNotice, baggageTrusted, Set.copyOf(allowed));
    }

    public HttpSettings withDeadline(Duration limit) {
        return new HttpSettings(host, port, bodyLimit, limit, drainNotice, baggageTrusted, origins);
    }

    public HttpSettings withDrainNotice(Duration notice) {
        return new HttpSettings(host, port, bodyLimit, deadline, notice, baggageTrusted, origins);
    }
}
