package dev.tandem.gateway.operation;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What became of a request, for whoever sent it. To others it does not exist. */
public final class OperationRoutes {

    private final Pool pool;
    private final Clock clock;

    public OperationRoutes(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** {@code GET /v1/operations/{operationId}}. */
    public void get(RoutingContext ctx) {
        UUID id = UUID.fromString(ctx.pathParam("operationId"));
        if (expired(id)) {
            ctx.fail(Problems.gone("Operations are kept for " + Operation.KEPT.toDays() + " days; this one is older.")
                    .asException());
            return;
        }
        OperationStore.in(pool)
                .find(id, Caller.of(ctx).userId())
                .map(found -> found.orElseThrow(
                        () -> Problems.notFound("There is no such operation.").asException()))
                .onComplete(Answers.to(ctx, operation -> answer(ctx, operation)));
    }

    /** By the time inside the id alone, so the answer says nothing about anybody's operation. */
    private boolean expired(UUID id) {
        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        return id.version() == 7 && made.isBefore(clock.instant().minus(Operation.KEPT));
    }

    private void answer(RoutingContext ctx, Operation operation) {
        ctx.response().putHeader("Cache-Control", "private, no-cache");
        ctx.etag(operation.etag());
        if (!operation.status().done()) {
            long seconds = operation.askAgainIn(clock.instant()).toSeconds();
            ctx.response().putHeader("Retry-After", Long.toString(seconds));
        }
        if (ctx.isFresh()) {
            ctx.response().setStatusCode(304).end();
        } else {
            ctx.json(operation.toJson());
        }
    }
}
