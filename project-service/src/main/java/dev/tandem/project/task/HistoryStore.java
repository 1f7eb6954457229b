package dev.tandem.project.task;

import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the table {@code task_history}. Writers must hold a lock on the project. */
public record HistoryStore(SqlClient sql) {

    /** A set-up that was taken back by an older version may have left entries of tasks that are built again. */
    static final String REPLACING = """
            ON CONFLICT (task_id, version) DO UPDATE SET at = excluded.at, actor_id = excluded.actor_id,
                actor_name = excluded.actor_name, changes = excluded.changes, former_section = excluded.former_section,
                section = excluded.section
            """;

    /** Before sections are deleted, because it looks up their names. */
    private static final String INSERT = """
            INSERT INTO task_history (%1$s)
            SELECT %2$s, former.name, present.name
            FROM %3$s AS n (%4$s)
            LEFT JOIN section former ON former.id = (n.changes #>> '{sectionId,from}')::uuid
            LEFT JOIN section present ON present.id = (n.changes #>> '{sectionId,to}')::uuid
            """.formatted(
                            HistoryEntry.COLUMNS.names(),
                            HistoryEntry.WRITTEN.namesIn("n"),
                            HistoryEntry.WRITTEN.unnest(),
                            HistoryEntry.WRITTEN.names())
            + REPLACING;

    private static final String PAGE = "SELECT " + HistoryEntry.COLUMNS.namesIn("h") + """

            FROM task t JOIN project p ON p.id = t.project_id
            JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM task_history WHERE task_id = t.id AND version < $3 ORDER BY version DESC LIMIT $4
            ) h ON true
            WHERE t.id = $1 AND t.deleted_at IS NULL AND p.deleted_at IS NULL
            ORDER BY h.version DESC
            """;

    private static final String PURGE = """
            DELETE FROM task_history WHERE (task_id, version) IN (
                SELECT task_id, version FROM task_history WHERE at < %1$s ORDER BY at LIMIT $2)
            """.formatted(Rule.AGE);

    /** @param kept how long the entries are kept */
    public static Rule retention(Duration kept) {
        return new Rule("histories of tasks", kept, PURGE);
    }

    public Future<Void> insertAll(List<HistoryEntry> entries) {
        return sql.preparedQuery(INSERT)
                .execute(HistoryEntry.WRITTEN.arrays(entries))
                .mapEmpty();
    }

    /**
     * The entries of the task with a version below the given one, newest first; empty when the reader is not in its
     * workspace.
     */
    Future<Optional<List<HistoryEntry>>> page(UUID task, String reader, long below, int limit) {
        return sql.preparedQuery(PAGE)
                .execute(Tuple.of(task, reader, below, limit))
                .map(rows -> Found.below(rows, "version", HistoryEntry::from));
    }
}
