package dev.tandem.deadletters.consumers;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;

/** Counts the dead letters of each consumer that wait for a decision. */
final class WaitingStore {

    private static final String COUNT = """
            SELECT consumer, count(*) AS letters FROM letter
            WHERE state IN ('open', 'reopened') AND consumer IS NOT NULL GROUP BY consumer
            """;

    private final SqlClient sql;

    private WaitingStore(SqlClient sql) {
        this.sql = sql;
    }

    static WaitingStore in(SqlClient sql) {
        return new WaitingStore(sql);
    }

    /** Counts by the consumer's queue; consumers without any are missing. */
    Future<Map<String, Long>> count() {
        return sql.preparedQuery(COUNT).execute().map(rows -> {
            Map<String, Long> letters = new HashMap<>();
            rows.forEach(row -> letters.put(row.getString("consumer"), row.getLong("letters")));
            return letters;
        });
    }
}
