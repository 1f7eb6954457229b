package dev.tandem.gateway.accept;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.Status;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpResponse;

/**
 * Answers 202, or, if the client has waited until the end, the result: 201, 200, 204 or the problem. The 200 of a change
 * includes the changed resource in its current state, with its ETag, so that the client can go on changing it. The 201 of a comment
 * includes the comment, which says whom it mentions.
 *
 * @param owner the service that owns the resources that can be changed
 */
public record AcceptedReply(ServiceClient owner) {

    void send(RoutingContext ctx, Acceptance acceptance) {
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

    private void succeeded(RoutingContext ctx, Operation operation) {
        switch (operation.effect()) {
            case CREATES -> {
                ctx.response()
                        .setStatusCode(201)
                        .putHeader("Location", operation.target().href());
                if (operation.target().type().equals("comment")) {
                    withResource(ctx, operation);
                } else {
                    ctx.json(operation.toJson());
                }
            }
            case CHANGES -> withResource(ctx, operation);
            case DELETES -> ctx.response().setStatusCode(204).end();
        }
    }

    /** The work is done, so if reading the resource fails, the answer is still a success. */
    private void withResource(RoutingContext ctx, Operation operation) {
        owner.get(operation.target().href())
                .onBehalfOf(Caller.of(ctx))
                .send()
                .map(read -> shown(ctx, operation, read))
                .otherwise(unknown -> operation.toJson())
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private static JsonObject shown(RoutingContext ctx, Operation operation, HttpResponse<Buffer> read) {
        JsonObject json = operation.toJson().put("resource", read.bodyAsJsonObject());
        String etag = read.getHeader("ETag");
        if (etag != null) {
            ctx.response().putHeader("ETag", etag).putHeader("Cache-Control", "private, no-cache");
        }
        return json;
    }

    private static void failed(RoutingContext ctx, Operation operation) {
        JsonObject error = operation.error() == null ? new JsonObject() : operation.error();
        ctx.fail(Problem.fromJson(error, error.getInteger("status", 500)).asException());
    }
}
