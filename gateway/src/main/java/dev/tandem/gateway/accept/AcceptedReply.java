package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;
import io.vertx.ext.web.RoutingContext;

/** The 202. */
public final class AcceptedReply {

    private AcceptedReply() {}

    public static void send(RoutingContext ctx, Acceptance acceptance) {
        Operation operation = acceptance.operation();
        ctx.response()
                .setStatusCode(202)
                .putHeader("Location", operation.href())
                .putHeader("Retry-After", "1")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Vary", "Prefer");
        if (acceptance.replayed()) {
            ctx.response().putHeader("Idempotent-Replayed", "true");
        }
        ctx.json(operation.toJson());
    }
}
