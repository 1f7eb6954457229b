package dev.tandem.deadletters.consumers;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;

/** Counts the dead letters of each consumer that wait for a decision. */
record WaitingStore(SqlClient sql) {

    private static final String COUNT = """
            SELECT consumer, count(*) AS letters FROM letter
            WHERE state IN ('open', 'reopened') AND consumer IS NOT NULL GROUP BY consumer
            """;

    /** Counts by the consumer's queue; consumers without any are missing. */
    Future<Map<String, Long>> count() {
        return sql.preparedQuery(COUNT).execute().map(rows -> {
            Map<String, Long> letters = new HashMap<>();
            rows.forEach(row -> letters.put(row.getString("consumer"), row.getLong("letters")));
            return letters;
        });
    }
}
