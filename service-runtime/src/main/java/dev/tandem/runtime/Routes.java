package dev.tandem.runtime;

import io.vertx.ext.web.Router;

/** Registers the routes of one feature, such as {@code new InboxEffectRoutes(queue, pool)::mount}. */
@FunctionalInterface
public interface Routes {

    void mount(Router router);
}
