package dev.tandem.feed.entry;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Writes one feed entry per event that a feed tells. Repeatable: the entry's key is the event's id. */
public final class FeedProjection implements Projection {

    /** The queue that this projection consumes. */
    public static final String QUEUE = "activity-feed.events";

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        return new FeedStore(tx)
                .append(events.stream()
                        .flatMap(event -> FeedEntry.of(event).stream())
                        .toList());
    }
}
