package dev.tandem.deadletters;

import dev.tandem.kit.Platform;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.lifecycle.Shutdown;
import io.vertx.core.Future;

/** The service, running. */
public final class DeadLetters {

    public static final String NAME = "dead-letters";

    private final HttpServing serving;
    private final Shutdown shutdown;

    private DeadLetters(HttpServing serving, Shutdown shutdown) {
        this.serving = serving;
        this.shutdown = shutdown;
    }

    /** Succeeds when the tables are there, dead letters are drained and requests are answered. */
    public static Future<DeadLetters> start(Platform platform, DeadLettersConfig config, Shutdown shutdown) {
        return new Wiring(platform, config, shutdown).start().map(serving -> new DeadLetters(serving, shutdown));
    }

    public int port() {
        return serving.port();
    }

    /** Ends what {@link #start} noted in the shutdown, last first. */
    public Future<Void> stop() {
        return shutdown.run();
    }
}
