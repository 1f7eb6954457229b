package dev.tandem.messaging;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collections;
import java.util.List;

/**
 * Handles events by writing to its own database, without reading first and without any other effect. Its statements travel with
 * the inbox's and the commit, in one round trip.
 */
public interface Projection extends MessageHandler {

    /**
     * Applies the events, in order, in the given transaction. Must send its statements before it returns. After a failed future
     * each event is tried in a transaction of its own.
     */
    Future<Void> apply(SqlConnection tx, List<Event> events);

    @Override
    default Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        work.beforeCommit(tx -> apply(tx, events));
        return Future.succeededFuture(Collections.nCopies(events.size(), Outcome.done()));
    }
}
