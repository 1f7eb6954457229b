package dev.tandem.gateway.operation;

import dev.tandem.contracts.OperationEnd;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationProgress;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.gateway.live.Change;
import dev.tandem.gateway.stream.StreamEvent;
import dev.tandem.gateway.stream.StreamStore;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes what holds operations up and how they end. Repeatable and indifferent to the order of events: an operation ends
 * once, and what happened before what is known changes nothing.
 */
public final class OperationProjection implements MessageHandler {

    /** The queue it is made for. */
    public static final String QUEUE = "gateway.operations";

    private final Clock clock;

    public OperationProjection(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        return apply(work.sql(), events).map(applied -> Collections.nCopies(events.size(), Outcome.done()));
    }

    private Future<Void> apply(SqlConnection tx, List<Event> events) {
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
        Future<List<OperationStore.Changed>> ended =
                endings.isEmpty() ? Future.succeededFuture(List.of()) : store.end(endings);
        Future<List<OperationStore.Changed>> moved =
                progress.isEmpty() ? Future.succeededFuture(List.of()) : store.progress(Progress.newest(progress));
        return Future.all(ended, moved).compose(written -> tell(tx, ended.result(), moved.result()));
    }

    private Future<Void> tell(
            SqlConnection tx, List<OperationStore.Changed> ended, List<OperationStore.Changed> moved) {
        List<StreamEvent> told = Stream.concat(ended.stream(), moved.stream())
                .map(each -> StreamEvent.operation(each.userId(), each.id()))
                .toList();
        Set<Change> changes = new LinkedHashSet<>();
        ended.forEach(each -> changes.add(new Change.Settled(each.id())));
        moved.forEach(each -> changes.add(
                each.status() == Status.STALLED ? new Change.Settled(each.id()) : new Change.Moved(each.id())));
        return StreamStore.in(tx).append(told, clock.instant(), changes);
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
        List<UUID> events = ((OperationSucceeded) end).events();
        return OperationStore.Ending.succeeded(
                end.operationId(),
                events == null ? List.of() : events,
                event.envelope().time());
    }
}
