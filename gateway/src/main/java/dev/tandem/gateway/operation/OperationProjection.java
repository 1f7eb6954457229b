package dev.tandem.gateway.operation;

import dev.tandem.contracts.OperationEnd;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationProgress;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what holds operations up and how they end. Repeatable and indifferent to the order of events: an operation ends
 * once, and what happened before what is known changes nothing.
 */
public final class OperationProjection implements Projection {

    /** The queue it is made for. */
    public static final String QUEUE = "gateway.operations";

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        List<Progress> progress = new ArrayList<>();
        List<OperationStore.Ending> endings = new ArrayList<>();
        for (Event event : events) {
            if (event.payload() instanceof OperationProgress held) {
                progress.add(Progress.of(held, event.envelope().time()));
            } else {
                endings.add(ending(event));
            }
        }
        OperationStore store = OperationStore.in(tx);
        Future<Void> written = endings.isEmpty() ? Future.succeededFuture() : store.end(endings);
        return progress.isEmpty() ? written : written.compose(ended -> store.progress(Progress.newest(progress)));
    }

    private static OperationStore.Ending ending(Event event) {
        OperationEnd end = (OperationEnd) event.payload();
        if (end instanceof OperationFailed failed) {
            JsonObject problem = new JsonObject()
                    .put("type", failed.type())
                    .put("title", failed.title())
                    .put("status", failed.status())
                    .put("detail", failed.detail())
                    .put("correlationId", event.envelope().correlationId());
            return OperationStore.Ending.failed(
                    failed.operationId(), problem, event.envelope().time());
        }
        return OperationStore.Ending.succeeded(
                end.operationId(), event.envelope().time());
    }
}
