package dev.tandem.project.structure;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Columns;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads and writes the table {@code structure_failure}. */
public record FailureStore(SqlClient sql) {

    /** Kept as long as the operations that report them. */
    public static final Rule RETENTION = Rule.byTime(
            "failures to build a structure", Duration.ofDays(30), "structure_failure", "event_id", "failed_at");

    private static final String AMONG = """
            SELECT f.event_id FROM structure_failure f
            WHERE f.event_id = ANY($1)
              AND ($3 OR EXISTS (SELECT FROM member m WHERE m.workspace_id = f.workspace_id AND m.user_id = $2))
            """;

    /**
     * A structure that cannot be built.
     *
     * @param event id of the fact that requested it
     */
    record Failure(UUID event, UUID workspaceId, UUID projectId, Instant at) {}

    private static final Columns<Failure> COLUMNS = Columns.<Failure>none()
            .id("event_id", Failure::event)
            .id("workspace_id", Failure::workspaceId)
            .id("project_id", Failure::projectId)
            .time("failed_at", Failure::at);

    private static final String INSERT = COLUMNS.insertInto("structure_failure") + " ON CONFLICT DO NOTHING";

    Future<Void> insertAll(List<Failure> failures) {
        return sql.preparedQuery(INSERT).execute(COLUMNS.arrays(failures)).mapEmpty();
    }

    /** Returns those of the events that failed, within the reader's workspaces; an operator sees all. */
    public Future<Set<UUID>> among(Collection<UUID> events, Caller reader) {
        return sql.preparedQuery(AMONG)
                .execute(Tuple.of(events.toArray(UUID[]::new), reader.userId(), reader.ops()))
                .map(rows -> {
                    Set<UUID> failed = new HashSet<>();
                    rows.forEach(row -> failed.add(row.getUUID(0)));
                    return failed;
                });
    }
}
