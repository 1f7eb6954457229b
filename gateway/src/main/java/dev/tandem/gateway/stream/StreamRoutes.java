package dev.tandem.gateway.stream;

import dev.tandem.gateway.live.Changes;
import dev.tandem.gateway.live.OpenStreams;
import dev.tandem.gateway.live.ServerSentEvents;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;
import java.util.function.Function;

/**
 * The caller's live events: their operations and their notifications, at least once and in order.
 *
 * <p>A client that comes again with {@code Last-Event-ID} gets what it has missed, from whichever instance. When that is no
 * longer kept it is told {@code reset}: to read everything anew.
 */
public final class StreamRoutes {

    private final StreamReader reader;
    private final Changes changes;
    private final OpenStreams open;
    private final Function<UUID, Future<JsonObject>> operation;

    /** @param operation tells of an operation as it stands */
    public StreamRoutes(
            Vertx vertx, Pool pool, Changes changes, OpenStreams open, Function<UUID, Future<JsonObject>> operation) {
        this.reader = new StreamReader(vertx, pool);
        this.changes = changes;
        this.open = open;
        this.operation = operation;
    }

    /** {@code GET /v1/stream}. */
    public void stream(RoutingContext ctx) {
        reader.bounds(Caller.of(ctx).userId()).onComplete(Answers.to(ctx, bounds -> begin(ctx, bounds)));
    }

    private void begin(RoutingContext ctx, StreamStore.Behind bounds) {
        String userId = Caller.of(ctx).userId();
        ServerSentEvents events = open.open(ctx);
        String known = ctx.request().getHeader("Last-Event-ID");
        long last = known == null ? bounds.newest() : position(known);
        if (known == null) {
            events.position(Long.toString(last));
        } else if (!bounds.continues(last)) {
            last = bounds.newest();
            events.event("reset", Long.toString(last), "{}");
        }
        UserStream stream = new UserStream(Vertx.currentContext(), reader, userId, events, operation, last);
        events.whenOver(changes.onStream(userId, stream::wake)::close);
        stream.wake();
    }

    /** What is none of ours continues nothing. */
    private static long position(String known) {
        return known.matches("[0-9]{1,18}") ? Long.parseLong(known) : -1;
    }
}
