package dev.tandem.gateway.operation;

import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Writes how operations ended. Repeatable: an operation ends once. */
public final class OperationProjection implements Projection {

    /** The queue it is made for. */
    public static final String QUEUE = "gateway.operations";

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        return OperationStore.in(tx)
                .end(events.stream().map(OperationProjection::ending).toList());
    }

    private static OperationStore.Ending ending(Event event) {
        if (event.payload() instanceof OperationFailed failed) {
            JsonObject problem = new JsonObject()
                    .put("type", failed.type())
                    .put("title", failed.title())
                    .put("status", failed.status())
                    .put("detail", failed.detail())
                    .put("correlationId", event.envelope().correlationId());
            return OperationStore.Ending.failed(
                    failed.operationId(), problem, event.envelope().time());
        }
        OperationSucceeded succeeded = (OperationSucceeded) event.payload();
        return OperationStore.Ending.succeeded(
                succeeded.operationId(), event.envelope().time());
    }
}
