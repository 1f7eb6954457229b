package dev.tandem.notifier.digest;

import dev.tandem.kit.table.Times;
import dev.tandem.notifier.preference.Schedule;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * How far the digests of a person are made.
 *
 * @param scheduled whether the moment of the next was computed; none is due before it is
 * @param now the moment at which this was found
 */
record Progress(String user, Instant coveredUntil, boolean scheduled, Instant now) {

    static Progress from(Row row) {
        return new Progress(
                row.getString("user_id"),
                Times.in(row, "covered_until"),
                row.getBoolean("scheduled"),
                Times.in(row, "now"));
    }

    /** Covered up to a moment, but never less than before; the next is due as the schedule says. */
    Next next(Instant until, Schedule schedule) {
        return new Next(
                user,
                scheduled && until.isAfter(coveredUntil) ? until : coveredUntil,
                schedule.spread(user).nextDigest(now));
    }

    /** What is written after a round. */
    record Next(String user, Instant coveredUntil, Instant dueAt) {}
}
