package dev.tandem.gateway.operation;

import dev.tandem.contracts.Fault;
import dev.tandem.contracts.OperationEnd;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationProgress;
import dev.tandem.contracts.OperationStalled;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.gateway.live.Subjects;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.hint.Hints;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Records what delays operations and how they end. Idempotent and independent of the order of events: an operation ends
 * once, and an event older than the known state changes nothing.
 *
 * @param settled called after the commit for each operation that has ended or waits for an operator, possibly
 *     repeatedly
 */
public record OperationProjection(Hints hints, Consumer<UUID> settled) implements MessageHandler {

    /** The queue of this handler. */
    public static final String QUEUE = "gateway.operations";

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        work.beforeCommit(tx -> apply(tx, events));
        hints.tell(work, subjects(events));
        work.afterCommit(() -> settle(events));
        return Future.succeededFuture(Collections.nCopies(events.size(), Outcome.done()));
    }

    private static Future<Void> apply(SqlConnection tx, List<Event> events) {
        List<Progress> progress = new ArrayList<>();
        List<OperationStore.Ending> endings = new ArrayList<>();
        for (Event event : events) {
            if (event.payload() instanceof OperationProgress held) {
                progress.add(Progress.of(held, event.envelope().time()));
            } else {
                endings.add(ending(event));
            }
        }
        OperationStore store = new OperationStore(tx);
        Future<Void> ended = endings.isEmpty() ? Future.succeededFuture() : store.end(endings);
        Future<Void> moved = progress.isEmpty() ? Future.succeededFuture() : store.progress(Progress.newest(progress));
        return Future.all(ended, moved).mapEmpty();
    }

    /**
     * A message names the operation's user, unless it comes from the service of dead letters: then the user's stream
     * learns of it only at its next read.
     */
    private static Set<String> subjects(List<Event> events) {
        Set<String> subjects = new LinkedHashSet<>();
        for (Event event : events) {
            subjects.add(Subjects.operation(operation(event)));
            String actor = event.envelope().actor();
            if (actor != null) {
                subjects.add(Subjects.operationsOf(actor));
            }
        }
        return subjects;
    }

    private void settle(List<Event> events) {
        for (Event event : events) {
            if (event.payload() instanceof OperationEnd || event.payload() instanceof OperationStalled) {
                settled.accept(operation(event));
            }
        }
    }

    private static UUID operation(Event event) {
        return event.payload() instanceof OperationEnd end
                ? end.operationId()
                : ((OperationProgress) event.payload()).operationId();
    }

    private static JsonArray errors(List<Fault> faults) {
        return new JsonArray(faults.stream()
                .map(fault -> new JsonObject().put("pointer", fault.pointer()).put("detail", fault.detail()))
                .toList());
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
            if (failed.errors() != null) {
                problem.put("errors", errors(failed.errors()));
            }
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
