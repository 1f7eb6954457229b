package dev.tandem.kit.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;

/**
 * Tells browsers at the edge to trust the declared media type of answers, run no scripts in them, never frame them, and not cache
 * them. A handler may override these headers.
 */
public final class SecurityHeaders implements PlatformHandler {

    @Override
    public void handle(RoutingContext ctx) {
        addTo(ctx.response());
        ctx.next();
    }

    static void addTo(HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store");
    }
}
