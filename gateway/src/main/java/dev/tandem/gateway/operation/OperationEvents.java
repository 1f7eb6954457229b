package dev.tandem.gateway.operation;

import dev.tandem.gateway.live.OpenStreams;
import dev.tandem.gateway.live.Subjects;
import dev.tandem.kit.http.ServerSentEvents;
import dev.tandem.messaging.hint.Hints;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends one operation as server-sent events: its state at once and after each change, until it is done; then the stream
 * ends. A reconnecting client gets the current state; {@link OperationRoutes} answers 204 to one that has received the
 * end.
 */
record OperationEvents(Hints hints, OpenStreams open, OperationLookup operations) {

    /** @param operation one of the caller's */
    void begin(RoutingContext ctx, Operation operation) {
        new Telling(ctx, operation.id()).tell(operation);
    }

    private final class Telling {
        private final Context context = Vertx.currentContext();
        private final UUID id;
        private final ServerSentEvents events;
        private @Nullable Operation told;

        Telling(RoutingContext ctx, UUID id) {
            this.id = id;
            this.events = open.open(ctx);
            events.whenOver(hints.on(Subjects.operation(id), this::look)::close);
            look();
        }

        private void look() {
            context.runOnContext(v -> operations
                    .find(id)
                    .onSuccess(found -> found.ifPresentOrElse(this::tell, events::end))
                    .onFailure(e -> events.end()));
        }

        private void tell(Operation operation) {
            if (told == null || operation.isLaterThan(told)) {
                told = operation;
                events.event("operation", operation.etag(), operation.toJson().encode());
            }
            if (operation.status().done()) {
                events.end();
            }
        }
    }
}
