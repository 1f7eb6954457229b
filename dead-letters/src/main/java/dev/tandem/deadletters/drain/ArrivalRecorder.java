package dev.tandem.deadletters.drain;

import dev.tandem.deadletters.letter.Arrival;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.Redaction;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores arrivals and reports the operations that they stall, in one transaction. Idempotent: a duplicate changes
 * nothing and is not reported.
 *
 * @param transactor fails when somebody was erased whom the tombstones do not know yet
 * @param redaction removes erased people
 */
public record ArrivalRecorder(Transactor transactor, Redaction redaction, Clock clock) {

    /** Stores all arrivals or, on failure, none. */
    Future<Void> keep(List<Arrival> arrivals) {
        // The same order everywhere, so that two transactions never deadlock.
        List<Arrival> ordered = arrivals.stream()
                .sorted(Comparator.comparing(Arrival::identity))
                .toList();
        List<Arrival> returned =
                ordered.stream().filter(arrival -> arrival.claim() != null).toList();
        return ordered.isEmpty()
                ? Future.succeededFuture()
                : transactor.transact(work -> reopen(work, returned).compose(v -> enter(work, redacted(ordered))));
    }

    private List<Arrival> redacted(List<Arrival> arrivals) {
        return arrivals.stream().map(arrival -> arrival.redactedBy(redaction)).toList();
    }

    private Future<Void> reopen(UnitOfWork work, List<Arrival> returned) {
        return returned.isEmpty()
                ? Future.succeededFuture()
                : new ArrivalStore(work.sql())
                        .reopen(returned)
                        .onSuccess(ids -> tell(work, returned, ids))
                        .mapEmpty();
    }

    private Future<Void> enter(UnitOfWork work, List<Arrival> arrivals) {
        return new ArrivalStore(work.sql())
                .enter(arrivals)
                .onSuccess(ids -> tell(work, arrivals, ids))
                .mapEmpty();
    }

    private void tell(UnitOfWork work, List<Arrival> arrivals, List<@Nullable UUID> ids) {
        for (int i = 0; i < arrivals.size(); i++) {
            UUID letterId = ids.get(i);
            if (letterId != null) {
                StallNotice.of(arrivals.get(i), letterId, clock.instant())
                        .ifPresent(stall -> work.send(stall.message(), stall.cause()));
            }
        }
    }
}
