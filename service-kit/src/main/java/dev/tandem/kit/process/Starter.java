package dev.tandem.kit.process;

import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import io.vertx.core.Future;

/**
 * Starts a service: succeeds once it is ready to serve, not before.
 *
 * <p>Register everything opened in {@code shutdown} right away, so that it is closed even if the rest of the start fails.
 * The creator of the platform closes it.
 *
 * @param <C> the service's configuration
 */
@FunctionalInterface
public interface Starter<C> {

    Future<?> start(Platform platform, C configuration, Shutdown shutdown);
}
