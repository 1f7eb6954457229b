package dev.tandem.notifier.preference;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the tables {@code mail_preference} and {@code mail_schedule}. */
record PreferenceStore(SqlClient sql) {

    /** A person's preferences for one scope. */
    record Preference(Scope scope, MailTimings mail) {}

    private static final String OF =
            "SELECT kind, scope, mentions, assignments, news FROM mail_preference WHERE user_id = $1 ORDER BY kind, scope";

    private static final String SAY = """
            INSERT INTO mail_preference (user_id, kind, scope, mentions, assignments, news)
            SELECT $1, $2, $3, $4, $5, $6
            WHERE $2 = 'everything'
               OR (SELECT count(*) FROM mail_preference WHERE user_id = $1 AND scope <> $3 AND kind <> 'everything') < $7
            ON CONFLICT (user_id, scope) DO UPDATE
            SET mentions = excluded.mentions, assignments = excluded.assignments, news = excluded.news
            """;

    private static final String UNSAY = "DELETE FROM mail_preference WHERE user_id = $1 AND scope = $2";

    private static final String SCHEDULE = "SELECT " + Schedule.COLUMNS + " FROM mail_schedule s WHERE user_id = $1";

    private static final String SCHEDULE_SO = """
            INSERT INTO mail_schedule (user_id, zone, every, at, days, quiet_from, quiet_until)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (user_id) DO UPDATE
            SET zone = excluded.zone, every = excluded.every, at = excluded.at, days = excluded.days,
                quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until
            """;

    private static final String UNSCHEDULE = "DELETE FROM mail_schedule WHERE user_id = $1";

    Future<List<Preference>> of(String user) {
        return sql.preparedQuery(OF)
                .execute(Tuple.of(user))
                .map(rows -> Found.all(rows, row -> new Preference(Scope.from(row), MailTimings.from(row))));
    }

    /**
     * Replaces a person's preferences for a scope; false if the person has preferences for {@code most} other workspaces and
     * projects. Idempotent.
     */
    Future<Boolean> say(String user, Scope scope, MailTimings mail, int most) {
        if (mail.saysNothing()) {
            return sql.preparedQuery(UNSAY).execute(Tuple.of(user, scope.id())).map(true);
        }
        @Nullable
        Object[] values = {user, scope.kind().name(), scope.id(), mail.mentions(), mail.assignments(), mail.news(), most
        };
        return sql.preparedQuery(SAY).execute(Tuple.from(values)).map(said -> said.rowCount() > 0);
    }

    /** Returns the person's schedule, or the usual one. */
    Future<Schedule> schedule(String user) {
        return sql.preparedQuery(SCHEDULE)
                .execute(Tuple.of(user))
                .map(rows -> Found.first(rows, Schedule::from).orElse(Schedule.USUAL));
    }

    /** Replaces a person's schedule. Idempotent. */
    Future<Void> schedule(String user, Schedule schedule) {
        if (schedule.equals(Schedule.USUAL)) {
            return sql.preparedQuery(UNSCHEDULE).execute(Tuple.of(user)).mapEmpty();
        }
        QuietHours quiet = schedule.quiet();
        @Nullable
        Object[] values = {
            user,
            schedule.zone().getId(),
            schedule.every().name(),
            schedule.at(),
            schedule.days().stream().map(Enum::name).toArray(String[]::new),
            quiet == null ? null : quiet.from(),
            quiet == null ? null : quiet.until()
        };
        return sql.preparedQuery(SCHEDULE_SO).execute(Tuple.from(values)).mapEmpty();
    }
}
