package dev.tandem.messaging.hint;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the statements of the table {@code hint_listener}, and sends the notifications of the channel {@code
 * tandem_hints}.
 */
record HintStore(SqlClient sql) {

    static final String LISTEN = "LISTEN tandem_hints";

    /** PostgreSQL limits a notification to less than 8,000 bytes: the instance, and this many subjects of 37 characters. */
    private static final int MOST = 200;

    private static final String NOTIFY = "SELECT pg_notify('tandem_hints', told) FROM unnest($1::text[]) AS told";

    /** Enters the instance, notifies the others, and removes instances whose entries have expired. */
    private static final String ENTER = """
            WITH gone AS (
                DELETE FROM hint_listener WHERE until <= now() AND instance <> $1
            ), entered AS (
                INSERT INTO hint_listener (instance, until) VALUES ($1, now() + interval '15 seconds')
                ON CONFLICT (instance) DO UPDATE SET until = EXCLUDED.until
                RETURNING instance
            )
            SELECT pg_notify('tandem_hints', instance || '+') FROM entered
            """;

    private static final String RENEW = """
            UPDATE hint_listener SET until = now() + interval '15 seconds' WHERE instance = $1 AND until > now()
            """;

    private static final String LEAVE = "DELETE FROM hint_listener WHERE instance = $1";

    private static final String OTHERS = """
            SELECT EXISTS (SELECT FROM hint_listener WHERE instance <> $1 AND until > now())
            """;

    /** Notifies the other instances if and only if the transaction commits. */
    Future<Void> tell(String instance, List<String> subjects) {
        List<String> payloads = new ArrayList<>();
        for (int from = 0; from < subjects.size(); from += MOST) {
            payloads.add(instance + ":"
                    + String.join(",", subjects.subList(from, Math.min(from + MOST, subjects.size()))));
        }
        return sql.preparedQuery(NOTIFY)
                .execute(Tuple.of((Object) payloads.toArray(String[]::new)))
                .mapEmpty();
    }

    Future<Void> enter(String instance) {
        return sql.preparedQuery(ENTER).execute(Tuple.of(instance)).mapEmpty();
    }

    /** Renews the instance's entry; false if the entry had expired. */
    Future<Boolean> renew(String instance) {
        return sql.preparedQuery(RENEW).execute(Tuple.of(instance)).map(rows -> rows.rowCount() == 1);
    }

    Future<Void> leave(String instance) {
        return sql.preparedQuery(LEAVE).execute(Tuple.of(instance)).mapEmpty();
    }

    /** Returns true if other instances are entered. */
    Future<Boolean> others(String instance) {
        return sql.preparedQuery(OTHERS)
                .execute(Tuple.of(instance))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
