package dev.tandem.analytics.report;

import dev.tandem.kit.request.Position;
import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;

/**
 * What is asked, as the statements of a report take it: {@code $1} the scope's id, {@code $2} the beginnings of the buckets, {@code
 * $3} the end of the last one, {@code $4} the moment as of which is answered, or the end of time.
 */
record Question(Scope scope, Period period, Instant now) {

    /** Later than anything that happens. */
    private static final OffsetDateTime FOR_EVER = Times.utc(Position.TOP.at());

    Tuple values() {
        OffsetDateTime[] boundaries =
                Arrays.stream(period.boundaries()).map(Times::utc).toArray(OffsetDateTime[]::new);
        return Tuple.of(scope.id(), boundaries, Times.utc(period.end()), asOf());
    }

    /** The same with the whole period as the only bucket. */
    Tuple valuesInAll() {
        OffsetDateTime[] boundary = {Times.utc(period.boundaries()[0])};
        return Tuple.of(scope.id(), boundary, Times.utc(period.end()), asOf());
    }

    OffsetDateTime asOf() {
        Instant asOf = period.asOf();
        return asOf == null ? FOR_EVER : Times.utc(asOf);
    }

    /** By which ages are counted, and days are overdue. */
    Instant moment() {
        Instant asOf = period.asOf();
        return asOf == null ? now : asOf;
    }
}
