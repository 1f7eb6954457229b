package dev.tandem.notifier.digest;

import dev.tandem.kit.table.Times;
import dev.tandem.notifier.preference.Schedule;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * How far the digests of a person are made.
 *
 * @param scheduled whether the moment of the next was computed; none is due before it is
 */
record Progress(String user, Instant coveredUntil, boolean scheduled, Schedule schedule) {

    static Progress from(Row row) {
        return new Progress(
                row.getString("user_id"),
                Times.in(row, "covered_until"),
                row.getBoolean("scheduled"),
                Schedule.from(row));
    }

    /** Covered up to a moment, but never less than before; the next is due as the schedule says. */
    Next next(Instant until, Instant now) {
        return new Next(
                user, scheduled && until.isAfter(coveredUntil) ? until : coveredUntil, schedule.nextDigest(now));
    }

    /** What is written after a round. */
    record Next(String user, Instant coveredUntil, Instant dueAt) {}
}
