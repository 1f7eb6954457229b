package dev.tandem.messaging.consume;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.messaging.metrics.ConsumerMetrics;
import dev.tandem.messaging.trace.Traced;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes events, all of them in one transaction. After a conflict with another transaction it runs once more. While
 * the database is away, the events wait. After any other failure each event is tried alone, so that one bad event never
 * fails its neighbours. If the failure was a row that another transaction has locked, each is tried with a short lock
 * timeout, and once an event of a tenant is blocked, the later ones of that tenant are put off untried.
 */
final class BatchProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);

    private final io.vertx.core.Context context;
    private final String queue;
    private final MessageHandler handler;
    private final Transactor transactor;
    private final Settlement settlement;
    private final Pause pause;
    private final Tracing tracing;
    private final ConsumerMetrics metrics;
    private final BooleanSupplier stopping;
    private final Set<String> behindLock = new HashSet<>();

    BatchProcessor(
            io.vertx.core.Context context,
            ConsumedQueue queue,
            ConsumerResources resources,
            Settlement settlement,
            Pause pause,
            BooleanSupplier stopping) {
        this.context = context;
        this.queue = queue.name();
        this.handler = queue.handler();
        this.transactor = resources.transactor();
        this.settlement = settlement;
        this.pause = pause;
        this.tracing = resources.tracing();
        this.metrics = resources.metrics();
        this.stopping = stopping;
    }

    /**
     * Processes and settles the events, and returns those that must wait, in order; no attempt of theirs is counted.
     */
    Future<List<ReceivedEvent>> of(List<ReceivedEvent> events) {
        List<ReceivedEvent> handleable = new ArrayList<>(events.size());
        for (ReceivedEvent received : events) {
            ReceivedEvent.Objection objection = received.objection();
            if (objection == null) {
                handleable.add(received);
            } else {
                settlement.refuse(received, objection.reason(), objection.why());
            }
        }
        return handleable.isEmpty()
                ? Future.succeededFuture(List.of())
                : together(handleable, LockTimeout.DEFAULT, true);
    }

    /** Returns true if the database accepts a row in the inbox; needs no event. Never fails. */
    Future<Boolean> ofDatabase() {
        List<UUID> nobody = List.of(UuidCreator.getTimeOrderedEpoch());
        return transactor
                .transact(work -> {
                    Inbox inbox = new Inbox(work.sql());
                    return inbox.claim(queue, nobody, -1).compose(claimed -> inbox.disclaim(queue, nobody));
                })
                .transform(result -> Future.succeededFuture(result.succeeded()));
    }

    private Future<List<ReceivedEvent>> together(
            List<ReceivedEvent> events, LockTimeout lockTimeout, boolean againAtOnce) {
        Batch batch = new Batch(queue, handler, events, lockTimeout);
        long begun = System.nanoTime();
        return traced(events, () -> batch.run(transactor)).transform(result -> {
            metrics.batch(events.size(), System.nanoTime() - begun);
            if (result.succeeded()) {
                return Future.succeededFuture(settle(events, result.result()));
            }
            Throwable why = result.cause();
            if (againAtOnce && Outages.conflict(why)) {
                LOG.info("{}: a batch of {} is run again: {}", queue, events.size(), Failure.describe(why));
                return together(events, lockTimeout, false);
            }
            if (Outages.locked(why)) {
                return events.size() == 1 ? locked(events.get(0), why) : oneByOne(events, why);
            }
            // A failure of the inbox's statement is no event's fault.
            boolean away = !batch.failedInHandler() || Outages.ofDatabase(why);
            if (events.size() == 1) {
                return alone(events.get(0), away, why);
            }
            if (away && pause.failed(Outages.DATABASE, Failure.describe(why))) {
                return Future.succeededFuture(events);
            }
            return oneByOne(events, why);
        });
    }

    private Future<List<ReceivedEvent>> alone(ReceivedEvent received, boolean databaseAway, Throwable why) {
        if (!databaseAway) {
            pause.gotThrough();
        } else if (pause.holds(received, Outages.DATABASE, Failure.describe(why))) {
            return Future.succeededFuture(List.of(received));
        }
        settlement.retry(received, Failure.of(why));
        return Future.succeededFuture(List.of());
    }

    /**
     * Another transaction, of a frozen process for example, has locked a row that the event changes. The event is redelivered
     * later, and the others do not wait for it.
     */
    private Future<List<ReceivedEvent>> locked(ReceivedEvent received, Throwable why) {
        pause.gotThrough();
        behindLock.add(received.tenant());
        settlement.early(received, Failure.of(why));
        return Future.succeededFuture(List.of());
    }

    private Future<List<ReceivedEvent>> oneByOne(List<ReceivedEvent> events, Throwable why) {
        LOG.info("{}: a batch of {} failed and is tried one by one: {}", queue, events.size(), Failure.describe(why));
        List<ReceivedEvent> waiting = new ArrayList<>();
        LockTimeout lockTimeout = Outages.locked(why) ? LockTimeout.SHORT : LockTimeout.DEFAULT;
        behindLock.clear();
        return Loop.each(events, received -> {
                    if (behindLock.contains(received.tenant())) {
                        return locked(received, why).mapEmpty();
                    }
                    if (pause.reason() != null || stopping.getAsBoolean() || received.lost()) {
                        waiting.add(received);
                        return Future.succeededFuture();
                    }
                    return together(List.of(received), lockTimeout, true)
                            .onSuccess(waiting::addAll)
                            .mapEmpty();
                })
                .map(waiting);
    }

    private List<ReceivedEvent> settle(List<ReceivedEvent> events, Map<ReceivedEvent, Outcome> outcomes) {
        pause.committed();
        List<ReceivedEvent> waiting = new ArrayList<>();
        for (ReceivedEvent received : events) {
            Outcome outcome = outcomes.get(received);
            if (outcome == null) {
                settlement.known(received);
            } else if (outcome instanceof Outcome.NoRoom) {
                waiting.add(received);
            } else if (outcome instanceof Outcome.Unavailable away) {
                if (pause.holds(received, away.dependency(), away.why())) {
                    waiting.add(received);
                } else {
                    settlement.retry(received, Failure.of(away));
                }
            } else {
                pause.gotThrough();
                settle(received, outcome);
            }
        }
        return waiting;
    }

    private void settle(ReceivedEvent received, Outcome outcome) {
        if (outcome instanceof Outcome.RetryLater later) {
            settlement.retry(received, Failure.of(later));
        } else if (outcome instanceof Outcome.Early early) {
            settlement.early(received, Failure.of(early));
        } else if (outcome instanceof Outcome.Refuse refuse) {
            settlement.refuse(received, "refused", refuse.why());
        } else {
            settlement.done(received);
        }
    }

    /** The span of a single event is current in the work; several events share a span of their own. */
    private <T> Future<T> traced(List<ReceivedEvent> events, Supplier<Future<T>> work) {
        if (events.size() == 1) {
            return Traced.on(context, events.get(0).context(), work);
        }
        Span span = tracing.processingBatch(
                queue, events.stream().map(ReceivedEvent::span).toList());
        return Traced.on(context, Context.root().with(span), work)
                .onFailure(why -> Failure.of(why).noteIn(span))
                .onComplete(done -> span.end());
    }
}
