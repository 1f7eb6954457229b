package dev.tandem.deadletters.reading;

import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;

/** Groups the rows of the table {@code letter}. The cost grows with the number of letters that match the conditions. */
record GroupStore(SqlClient sql) {

    private static final String PAGE = """
            SELECT g.*, l.reason, l.error_type, l.error FROM (
                SELECT fingerprint, consumer, type, count(*) AS letters,
                    count(*) FILTER (WHERE state IN ('open', 'reopened')) AS waiting,
                    count(DISTINCT tenant) AS tenants,
                    (array_agg(DISTINCT tenant) FILTER (WHERE tenant IS NOT NULL))[1:20] AS some_tenants,
                    min(coalesce(first_failure, died_at)) AS first_seen, max(died_at) AS last_seen,
                    max(id::text COLLATE "C")::uuid AS newest
                FROM letter WHERE %s GROUP BY fingerprint, consumer, type
            ) g JOIN letter l ON l.id = g.newest
            WHERE g.newest < %s ORDER BY g.newest DESC LIMIT %s
            """;

    /**
     * Returns the groups whose newest letter is older than the given one; the group with the newest letter comes first.
     */
    Future<List<Group>> page(Conditions conditions, UUID below, int rows) {
        String statement = PAGE.formatted(conditions.text(), conditions.parameter(below), conditions.parameter(rows));
        return sql.preparedQuery(statement).execute(conditions.values()).map(found -> Found.all(found, Group::from));
    }
}
