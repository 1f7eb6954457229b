package dev.tandem.runtime;

import dev.tandem.kit.lifecycle.Shutdown;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deploys the verticles of one service, and registers with the shutdown how they end. */
final class VerticleParts {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private record Part(String name, Deployable verticle) {}

    private final Vertx vertx;
    private final Shutdown shutdown;
    private final List<Part> parts = new ArrayList<>();

    VerticleParts(Vertx vertx, Shutdown shutdown) {
        this.vertx = vertx;
        this.shutdown = shutdown;
    }

    /** @param name names the verticle in the log of the shutdown */
    void add(String name, Deployable verticle) {
        parts.add(new Part(name, verticle));
    }

    /** Deploys those that were added, one after the other. */
    Future<Void> deployAll() {
        Future<?> deployed = Future.succeededFuture();
        for (Part part : parts) {
            deployed = deployed.compose(before -> deploy(part.name, part.verticle));
        }
        return deployed.mapEmpty();
    }

    Future<?> deploy(String name, Deployable verticle) {
        return vertx.deployVerticle(verticle)
                .onSuccess(id -> shutdown.step(name, ENDS_WITHIN, () -> vertx.undeploy(id)));
    }
}
