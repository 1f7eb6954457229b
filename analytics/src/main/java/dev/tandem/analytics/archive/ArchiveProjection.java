package dev.tandem.analytics.archive;

import dev.tandem.analytics.measure.MeasureStore;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Archives each event, and counts it. The inbox makes it happen once; no statement waits for another's result. Nobody waits for a
 * chart, so events gather.
 */
public final class ArchiveProjection implements Projection {

    /** The queue that this projection consumes. */
    public static final String QUEUE = "analytics.events";

    private static final Duration GATHERING = Duration.ofMillis(200);

    @Override
    public Duration gathersFor() {
        return GATHERING;
    }

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        List<ArchivedFact> facts = events.stream().map(ArchivedFact::of).toList();
        return Future.join(
                        new FactStore(tx).append(facts),
                        new MeasureStore(tx)
                                .count(
                                        ids(facts, fact -> true),
                                        ids(facts, fact -> fact.taskId() != null),
                                        ids(facts, fact -> fact.type().equals("project.deleted"))))
                .mapEmpty();
    }

    private static UUID[] ids(List<ArchivedFact> facts, Predicate<ArchivedFact> which) {
        return facts.stream().filter(which).map(ArchivedFact::eventId).toArray(UUID[]::new);
    }
}
