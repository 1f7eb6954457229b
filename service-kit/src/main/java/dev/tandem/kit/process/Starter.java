package dev.tandem.kit.process;

import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import io.vertx.core.Future;

/**
 * Starts a service: succeeds when it is ready to serve, not before.
 *
 * <p>Whatever is opened is noted in {@code shutdown} right away, so that it is closed also when the rest of the start
 * fails. The platform is closed by whoever made it.
 *
 * @param <C> the service's configuration
 */
@FunctionalInterface
public interface Starter<C> {

    Future<?> start(Platform platform, C configuration, Shutdown shutdown);
}
