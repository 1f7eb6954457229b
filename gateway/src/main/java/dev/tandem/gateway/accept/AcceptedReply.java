package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.Status;
import dev.tandem.kit.http.Problem;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The 202; or, when the client has waited until the end, what the end is: 201, 200, 204, or the problem. */
public final class AcceptedReply {

    private AcceptedReply() {}

    public static void send(RoutingContext ctx, Acceptance acceptance) {
        Operation operation = acceptance.operation();
        ctx.response().putHeader("Cache-Control", "no-store").headers().add("Vary", "Prefer");
        if (acceptance.replayed()) {
            ctx.response().putHeader("Idempotent-Replayed", "true");
        }
        if (operation.status() == Status.SUCCEEDED) {
            succeeded(ctx, operation);
        } else if (operation.status() == Status.FAILED) {
            failed(ctx, operation);
        } else {
            ctx.response()
                    .setStatusCode(202)
                    .putHeader("Location", operation.href())
                    .putHeader("Retry-After", "1");
            ctx.json(operation.toJson());
        }
    }

    private static void succeeded(RoutingContext ctx, Operation operation) {
        switch (operation.effect()) {
            case CREATES -> {
                ctx.response()
                        .setStatusCode(201)
                        .putHeader("Location", operation.target().href());
                ctx.json(operation.toJson());
            }
            case CHANGES -> ctx.json(operation.toJson());
            case DELETES -> ctx.response().setStatusCode(204).end();
        }
    }

    private static void failed(RoutingContext ctx, Operation operation) {
        JsonObject error = operation.error() == null ? new JsonObject() : operation.error();
        ctx.fail(Problem.fromJson(error, error.getInteger("status", 500)).asException());
    }
}
