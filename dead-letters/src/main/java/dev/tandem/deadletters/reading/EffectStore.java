package dev.tandem.deadletters.reading;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Finds the letters of events in the table {@code letter}. */
record EffectStore(SqlClient sql) {

    private static final String MISSING = """
            SELECT event_id, consumer FROM letter
            WHERE event_id = ANY ($1::uuid[]) AND kind = 'dead-letter' AND state NOT IN ('resolved', 'discarded')
              AND consumer IS NOT NULL
            ORDER BY event_id, consumer
            """;

    /** An effect that is missing because the consumer gave the event up. */
    record Missing(UUID eventId, String consumer) {

        private static Missing from(Row row) {
            return new Missing(row.getUUID("event_id"), row.getString("consumer"));
        }
    }

    /**
     * Returns the missing effects of the events. An event without any may have been processed or discarded, or may not have
     * arrived yet.
     */
    Future<List<Missing>> missing(List<UUID> events) {
        return sql.preparedQuery(MISSING)
                .execute(Tuple.tuple().addArrayOfUUID(events.toArray(UUID[]::new)))
                .map(rows -> Found.all(rows, Missing::from));
    }
}
