package dev.tandem.feed.entry;

import dev.tandem.contracts.CommentFact;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one feed entry per event that a feed tells. Of a comment, only the last event is told, so that nobody reads what was edited or
 * deleted; of a task that was removed for good, nothing. Repeatable: the entry's key is the event's id.
 */
public final class FeedProjection implements Projection {

    /** The queue that this projection consumes. */
    public static final String QUEUE = "activity-feed.events";

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        FeedStore store = new FeedStore(tx);
        List<Future<Void>> written = new ArrayList<>();
        written.add(store.append(
                events.stream().flatMap(event -> FeedEntry.of(event).stream()).toList()));
        List<CommentFact> comments = those(events, CommentFact.class);
        if (!comments.isEmpty()) {
            written.add(store.supersede(comments));
        }
        List<TaskPurged> purged = those(events, TaskPurged.class);
        if (!purged.isEmpty()) {
            written.add(store.forget(purged));
        }
        return Future.join(written).mapEmpty();
    }

    private static <F> List<F> those(List<Event> events, Class<F> kind) {
        return events.stream()
                .map(Event::payload)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
