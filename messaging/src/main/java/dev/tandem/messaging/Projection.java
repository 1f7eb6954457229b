package dev.tandem.messaging;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collections;
import java.util.List;

/**
 * Applies events to its own database, and nothing else; it can apply any events without reading first. Its statements travel with
 * the inbox's and the commit, in one round trip.
 */
public interface Projection extends MessageHandler {

    /**
     * Applies the events, in order, in the given transaction. Must send its statements before it returns. A failed future is
     * retried, event by event.
     */
    Future<Void> apply(SqlConnection tx, List<Event> events);

    @Override
    default Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        work.beforeCommit(tx -> apply(tx, events));
        return Future.succeededFuture(Collections.nCopies(events.size(), Outcome.done()));
    }
}
