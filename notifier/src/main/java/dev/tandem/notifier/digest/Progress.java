package dev.tandem.notifier.digest;

import dev.tandem.kit.table.Times;
import dev.tandem.notifier.preference.Schedule;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * The progress of a person's digests.
 *
 * @param scheduled true if the time of the next digest was computed; until then no digest is made
 * @param now the time at which the row was read
 */
record Progress(String user, Instant coveredUntil, boolean scheduled, Instant now) {

    static Progress from(Row row) {
        return new Progress(
                row.getString("user_id"),
                Times.in(row, "covered_until"),
                row.getBoolean("scheduled"),
                Times.in(row, "now"));
    }

    /**
     * Returns the progress after a round: covered until the given moment, but never less than before, and due by the
     * schedule.
     */
    Next next(Instant until, Schedule schedule) {
        return new Next(
                user,
                scheduled && until.isAfter(coveredUntil) ? until : coveredUntil,
                schedule.spread(user).nextDigest(now));
    }

    /** The values to write after a round. */
    record Next(String user, Instant coveredUntil, Instant dueAt) {}
}
