package dev.tandem.feed.entry;

import dev.tandem.contracts.TaskPurged;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Writes one feed entry per event that a feed tells, and removes those of tasks that were removed for good. Repeatable: the entry's
 * key is the event's id.
 */
public final class FeedProjection implements Projection {

    /** The queue that this projection consumes. */
    public static final String QUEUE = "activity-feed.events";

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        FeedStore store = new FeedStore(tx);
        Future<Void> appended = store.append(
                events.stream().flatMap(event -> FeedEntry.of(event).stream()).toList());
        List<TaskPurged> purged = events.stream()
                .map(Event::payload)
                .filter(TaskPurged.class::isInstance)
                .map(TaskPurged.class::cast)
                .toList();
        return purged.isEmpty()
                ? appended
                : Future.join(appended, store.forget(purged)).mapEmpty();
    }
}
