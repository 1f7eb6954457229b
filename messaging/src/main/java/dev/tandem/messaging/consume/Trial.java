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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries events: all of them in one transaction, once more at once where transactions got into each other's way, and one
 * by one where it fails for another reason, so that one bad event never fails its neighbours. Where it failed on a row that
 * somebody else holds, each is tried with little patience, and those of a tenant that is held up are put off together.
 */
final class Trial {

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

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

    Trial(
            io.vertx.core.Context context,
            String queue,
            MessageHandler handler,
            Transactor transactor,
            Settlement settlement,
            Pause pause,
            Tracing tracing,
            ConsumerMetrics metrics,
            BooleanSupplier stopping) {
        this.context = context;
        this.queue = queue;
        this.handler = handler;
        this.transactor = transactor;
        this.settlement = settlement;
        this.pause = pause;
        this.tracing = tracing;
        this.metrics = metrics;
        this.stopping = stopping;
    }

    /** Tries and settles the events, and answers those that must wait, in order: no attempt of theirs is counted. */
    Future<List<Parcel>> of(List<Parcel> parcels) {
        List<Parcel> handleable = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            Parcel.Objection objection = parcel.objection();
            if (objection == null) {
                handleable.add(parcel);
            } else {
                settlement.refuse(parcel, objection.reason(), objection.why());
            }
        }
        return handleable.isEmpty() ? Future.succeededFuture(List.of()) : together(handleable, Patience.USUAL, true);
    }

    /** Whether the database takes a row into the inbox, without any event. Never fails. */
    Future<Boolean> ofDatabase() {
        List<UUID> nobody = List.of(UuidCreator.getTimeOrderedEpoch());
        return transactor
                .transact(work -> {
                    Inbox inbox = new Inbox(work.sql());
                    return inbox.claim(queue, nobody, -1).compose(claimed -> inbox.disclaim(queue, nobody));
                })
                .transform(result -> Future.succeededFuture(result.succeeded()));
    }

    private Future<List<Parcel>> together(List<Parcel> parcels, Patience patience, boolean againAtOnce) {
        Batch batch = new Batch(queue, handler, parcels, patience);
        long begun = System.nanoTime();
        return traced(parcels, () -> batch.run(transactor)).transform(result -> {
            metrics.batch(parcels.size(), System.nanoTime() - begun);
            if (result.succeeded()) {
                return Future.succeededFuture(settle(parcels, result.result()));
            }
            Throwable why = result.cause();
            if (againAtOnce && Outages.conflict(why)) {
                LOG.info("{}: a batch of {} is run again: {}", queue, parcels.size(), Failure.describe(why));
                return together(parcels, patience, false);
            }
            if (Outages.locked(why)) {
                return parcels.size() == 1 ? locked(parcels.get(0), why) : oneByOne(parcels, why);
            }
            // What fails in the inbox's statement is no event's fault.
            String dependency = batch.failedInHandler() ? Outages.dependency(why) : Outages.DATABASE;
            if (parcels.size() == 1) {
                return alone(parcels.get(0), dependency, why);
            }
            if (Outages.DATABASE.equals(dependency) && pause.failed(Outages.DATABASE, Failure.describe(why))) {
                return Future.succeededFuture(parcels);
            }
            return oneByOne(parcels, why);
        });
    }

    private Future<List<Parcel>> alone(Parcel parcel, @Nullable String dependency, Throwable why) {
        if (dependency == null) {
            pause.gotThrough();
        } else if (pause.holds(parcel, dependency, Failure.describe(why))) {
            return Future.succeededFuture(List.of(parcel));
        }
        settlement.retry(parcel, Failure.of(why));
        return Future.succeededFuture(List.of());
    }

    /** What it would change is held by somebody who stands still, say. It comes again, and the others do not wait for it. */
    private Future<List<Parcel>> locked(Parcel parcel, Throwable why) {
        pause.gotThrough();
        behindLock.add(parcel.tenant());
        settlement.early(parcel, Failure.of(why));
        return Future.succeededFuture(List.of());
    }

    private Future<List<Parcel>> oneByOne(List<Parcel> parcels, Throwable why) {
        LOG.info("{}: a batch of {} failed and is tried one by one: {}", queue, parcels.size(), Failure.describe(why));
        List<Parcel> waiting = new ArrayList<>();
        Patience patience = Outages.locked(why) ? Patience.LITTLE : Patience.USUAL;
        behindLock.clear();
        return Loop.each(parcels, parcel -> {
                    if (behindLock.contains(parcel.tenant())) {
                        return locked(parcel, why).mapEmpty();
                    }
                    if (pause.reason() != null || stopping.getAsBoolean() || parcel.lost()) {
                        waiting.add(parcel);
                        return Future.succeededFuture();
                    }
                    return together(List.of(parcel), patience, true)
                            .onSuccess(waiting::addAll)
                            .mapEmpty();
                })
                .map(waiting);
    }

    private List<Parcel> settle(List<Parcel> parcels, Map<Parcel, Outcome> outcomes) {
        pause.committed();
        List<Parcel> waiting = new ArrayList<>();
        for (Parcel parcel : parcels) {
            Outcome outcome = outcomes.get(parcel);
            if (outcome == null) {
                settlement.known(parcel);
            } else if (outcome instanceof Outcome.NoRoom) {
                waiting.add(parcel);
            } else if (outcome instanceof Outcome.Unavailable away) {
                if (pause.holds(parcel, away.dependency(), away.why())) {
                    waiting.add(parcel);
                } else {
                    settlement.retry(parcel, Failure.of(away));
                }
            } else {
                pause.gotThrough();
                settle(parcel, outcome);
            }
        }
        return waiting;
    }

    private void settle(Parcel parcel, Outcome outcome) {
        if (outcome instanceof Outcome.RetryLater later) {
            settlement.retry(parcel, Failure.of(later));
        } else if (outcome instanceof Outcome.Early early) {
            settlement.early(parcel, Failure.of(early));
        } else if (outcome instanceof Outcome.Refuse refuse) {
            settlement.refuse(parcel, "refused", refuse.why());
        } else {
            settlement.done(parcel);
        }
    }

    /** A single event's span is current in the work; that for several events has a span of its own. */
    private <T> Future<T> traced(List<Parcel> parcels, Supplier<Future<T>> work) {
        if (parcels.size() == 1) {
            return Traced.on(context, parcels.get(0).context(), work);
        }
        Span span = tracing.processingBatch(
                queue, parcels.stream().map(Parcel::span).toList());
        return Traced.on(context, Context.root().with(span), work)
                .onFailure(why -> Failure.of(why).noteIn(span))
                .onComplete(done -> span.end());
    }
}
