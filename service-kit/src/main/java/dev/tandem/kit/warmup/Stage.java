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
 * The surroundings in which a service warms up: a platform of its own, whose metrics and traces nobody sees, with a token issuer and a permission
 * service of its own that vanish with it. What the service brings besides is its database, where it must roll back.
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

    /** Ends what was opened here, last first; the platform is the last. */
    public Shutdown shutdown() {
        return shutdown;
    }

    /** A few connections to the service's database. */
    public Pool pool(Supplier<URI> database) {
        Pool pool = Databases.pool(platform.vertx(), database, platform.serviceName() + "-warm-up", CONNECTIONS);
        shutdown.step("database", Duration.ofSeconds(2), pool::close);
        return pool;
    }

    /** Whose tokens count here. */
    public AuthSettings auth() {
        return new AuthSettings(StubServer.ISSUER, StubServer.AUDIENCE, uri().resolve("/keys"));
    }

    /** A token that counts here and nowhere else, of one user or another. */
    public String token() {
        return stub.token();
    }

    /** What stands in for every other service: it allows everything. */
    public URI uri() {
        return stub.uri();
    }
}
