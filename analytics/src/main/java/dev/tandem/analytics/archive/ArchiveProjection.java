package dev.tandem.analytics.archive;

import dev.tandem.analytics.measure.MeasureStore;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Archives each event, and counts it. The inbox makes it happen once; no statement waits for another's result. */
public final class ArchiveProjection implements Projection {

    /** The queue that this projection consumes. */
    public static final String QUEUE = "analytics.events";

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        List<ArchivedFact> facts = events.stream().map(ArchivedFact::of).toList();
        return Future.join(
                        new FactStore(tx).append(facts),
                        new MeasureStore(tx)
                                .count(facts.stream().map(ArchivedFact::eventId).toList()))
                .mapEmpty();
    }
}
