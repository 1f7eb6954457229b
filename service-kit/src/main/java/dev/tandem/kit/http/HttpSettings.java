package dev.tandem.kit.http;

import dev.tandem.kit.config.Environment;
import java.time.Duration;

/**
 * How a service is served.
 *
 * @param port 0 for any free one
 * @param bodyLimit in bytes; more is answered 413
 * @param deadline how long a request may take before it is answered 503
 * @param baggageTrusted whether OpenTelemetry baggage of callers is kept: between services yes, at the edge no
 */
public record HttpSettings(String host, int port, int bodyLimit, Duration deadline, boolean baggageTrusted) {

    public static final int BODY_LIMIT = 64 * 1024;
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Reads {@code HTTP_HOST} and {@code HTTP_PORT}; the rest is the default of an inner service. */
    public static HttpSettings from(Environment environment) {
        return new HttpSettings(
                environment.text("HTTP_HOST", "address to listen on", "0.0.0.0"),
                environment.port("HTTP_PORT", "port to listen on, 0 for any free one", 8080),
                BODY_LIMIT,
                DEADLINE,
                true);
    }

    /** Any free port of this machine, for tests. */
    public static HttpSettings local() {
        return new HttpSettings("127.0.0.1", 0, BODY_LIMIT, DEADLINE, true);
    }

    /** The same, for the public: what callers say of themselves is not believed. */
    public HttpSettings atTheEdge() {
        return new HttpSettings(host, port, bodyLimit, deadline, false);
    }

    public HttpSettings withBodyLimit(int bytes) {
        return new HttpSettings(host, port, bytes, deadline, baggageTrusted);
    }

    public HttpSettings withDeadline(Duration limit) {
        return new HttpSettings(host, port, bodyLimit, limit, baggageTrusted);
    }
}
