package dev.tandem.gateway.stream;

import dev.tandem.contracts.NotificationsAdded;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.Recipient;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes what is new in inboxes to the streams of their users. */
public final class StreamProjection implements Projection {

    /** The queue it is made for. */
    public static final String QUEUE = "gateway.stream";

    private final Clock clock;

    public StreamProjection(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        List<StreamEvent> told = new ArrayList<>();
        for (Event event : events) {
            NotificationsAdded added = (NotificationsAdded) event.payload();
            JsonObject shared = json(added);
            for (Recipient recipient : added.recipients()) {
                told.add(StreamEvent.notification(recipient.userId(), recipient.notificationId(), shared));
            }
        }
        return StreamStore.in(tx).append(told, clock.instant(), Set.of());
    }

    /** As the inbox shows it, but for the id, which each recipient has of their own; what is not known is left out. */
    private static JsonObject json(NotificationsAdded added) {
        JsonObject json =
                new JsonObject().put("workspaceId", added.workspaceId().toString());
        if (added.projectId() != null) {
            json.put("projectId", added.projectId().toString());
        }
        if (added.taskId() != null) {
            json.put("taskId", added.taskId().toString());
        }
        json.put("kind", added.kind()).put("text", added.text());
        Person by = added.by();
        if (by != null) {
            JsonObject actor = new JsonObject().put("id", by.userId());
            json.put("actor", by.name() == null ? actor : actor.put("name", by.name()));
        }
        return json.put("createdAt", added.at());
    }
}
