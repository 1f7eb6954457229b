package dev.tandem.gateway.stream;

import dev.tandem.gateway.live.ServerSentEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a user's events to one connection, in their order: reads behind the last that was sent, whenever there may be more,
 * and never faster than the client does. Lives on the request's context, but for {@link #wake}.
 */
final class UserStream {

    private static final Logger LOG = LoggerFactory.getLogger(UserStream.class);

    private final StreamReader reader;
    private final String userId;
    private final ServerSentEvents events;
    private final Function<UUID, Future<JsonObject>> operation;
    private final Context context;
    private long last;
    private boolean reading;
    private boolean more;

    /**
     * @param last the id of the last event that the client knows
     * @param operation tells of an operation as it stands
     */
    UserStream(
            Context context,
            StreamReader reader,
            String userId,
            ServerSentEvents events,
            Function<UUID, Future<JsonObject>> operation,
            long last) {
        this.context = context;
        this.reader = reader;
        this.userId = userId;
        this.events = events;
        this.operation = operation;
        this.last = last;
    }

    /** There may be more; from any thread. */
    void wake() {
        context.runOnContext(v -> {
            more = true;
            read();
        });
    }

    private void read() {
        if (reading || !more || events.isOver()) {
            return;
        }
        if (events.isFull()) {
            events.whenDrained(drained -> read());
            return;
        }
        reading = true;
        more = false;
        reader.after(userId, last)
                .compose(this::send)
                .onSuccess(sent -> {
                    reading = false;
                    more |= sent == StreamReader.PAGE;
                    read();
                })
                .onFailure(e -> {
                    // The client comes again and goes on where it was.
                    LOG.debug("A stream ends, for it cannot be read", e);
                    events.end();
                });
    }

    private Future<Integer> send(StreamStore.Behind behind) {
        List<StreamEvent> page = behind.events();
        List<Future<JsonObject>> told = page.stream().map(this::data).toList();
        return Future.join(told).map(all -> {
            for (int i = 0; i < page.size(); i++) {
                StreamEvent event = page.get(i);
                events.event(
                        event.name(),
                        Long.toString(event.id()),
                        told.get(i).result().encode());
                last = event.id();
            }
            if (page.size() < StreamReader.PAGE && last < behind.newest()) {
                last = behind.newest();
                events.position(Long.toString(last));
            }
            return page.size();
        });
    }

    private Future<JsonObject> data(StreamEvent event) {
        JsonObject data = event.data();
        return data == null
                ? operation.apply(event.subject())
                : Future.succeededFuture(
                        new JsonObject().put("id", event.subject().toString()).mergeIn(data));
    }
}
