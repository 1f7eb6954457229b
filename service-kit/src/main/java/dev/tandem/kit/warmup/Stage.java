package dev.tandem.kit.warmup;

import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.lifecycle.Shutdown;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Provides the surroundings in which a service warms up: a separate platform, whose metrics and traces are not published, and a
 * stub of the token issuer and the permission service, which closes with the platform. The service itself brings only its
 * database, in which it must roll back.
 */
public final class Stage {

    private static final int CONNECTIONS = 2;

    private final Platform platform;
    private final Shutdown shutdown = new Shutdown();
    private final StubServer stub;

    Stage(String service) {
        this.stub = new StubServer();
        this.platform = Platform.create(service, Environment.of(Map.of("EVENT_LOOPS", "1")), OpenTelemetry.noop());
        shutdown.step("stage", Duration.ofSeconds(2), platform::close);
    }

    Future<Void> open() {
        return stub.listen(platform.vertx());
    }

    Future<Void> close() {
        return shutdown.run();
    }

    public Platform platform() {
        return platform;
    }

    /** Closes what was opened here, last first; the platform is the last. */
    public Shutdown shutdown() {
        return shutdown;
    }

    /** A few connections to the service's database. */
    public Pool pool(Supplier<URI> database) {
        Pool pool = Databases.pool(platform.vertx(), database, platform.serviceName() + "-warm-up", CONNECTIONS);
        shutdown.step("database", Duration.ofSeconds(2), pool::close);
        return pool;
    }

    /** The issuer of the tokens that are valid here. */
    public AuthSettings auth() {
        return new AuthSettings(StubServer.ISSUER, StubServer.AUDIENCE, uri().resolve("/keys"));
    }

    /** A token of an arbitrary user, valid here and nowhere else. */
    public String token() {
        return stub.token();
    }

    /** The stub for every other service; it allows everything. */
    public URI uri() {
        return stub.uri();
    }
}
