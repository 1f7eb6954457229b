package dev.tandem.project.task;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the table {@code task}. Writers must hold a lock on the project. */
public final class TaskStore {

    private static final String TASK = "SELECT " + Task.COLUMNS.namesIn("t") + "\n";

    private static final String BY_IDS = TASK + "FROM task t WHERE t.id = ANY($1)";

    private static final String INSERT = Task.COLUMNS.insertInto("task");

    private static final String BUILD = INSERT + " ON CONFLICT DO NOTHING";

    private static final String UPDATE = Task.CHANGING.update("task");

    private static final String DELETE_BUILT = """
            DELETE FROM task WHERE project_id = ANY($1) AND built
            """;

    private static final String PAGE = TASK + """
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM task WHERE project_id = p.id AND id < $3%s ORDER BY id DESC LIMIT $4
            ) t ON true
            WHERE p.id = $1 AND p.deleted_at IS NULL
            ORDER BY t.id DESC
            """;

    private static final String VISIBLE = TASK + """
            FROM task t JOIN project p ON p.id = t.project_id
            JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE t.id = $1 AND p.deleted_at IS NULL
            """;

    private final SqlClient sql;

    private TaskStore(SqlClient sql) {
        this.sql = sql;
    }

    public static TaskStore in(SqlClient sql) {
        return new TaskStore(sql);
    }

    public Future<List<Task>> findAll(Collection<UUID> ids) {
        return sql.preparedQuery(BY_IDS)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> Found.all(rows, Task::from));
    }

    /** Fails, and with it the transaction, when an id is already taken. */
    public Future<Void> insertAll(List<Task> tasks) {
        return sql.preparedQuery(INSERT).execute(Task.COLUMNS.arrays(tasks)).mapEmpty();
    }

    /** Writes the tasks that do not exist yet. Idempotent. */
    public Future<Void> buildAll(List<Task> tasks) {
        return sql.preparedQuery(BUILD).execute(Task.COLUMNS.arrays(tasks)).mapEmpty();
    }

    /** Removes the tasks that came from the projects' templates. */
    public Future<Void> deleteBuilt(Collection<UUID> projects) {
        return sql.preparedQuery(DELETE_BUILT)
                .execute(Tuple.of(projects.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Writes the mutable columns of the tasks. */
    public Future<Void> updateAll(List<Task> tasks) {
        return sql.preparedQuery(UPDATE).execute(Task.CHANGING.arrays(tasks)).mapEmpty();
    }

    /**
     * Returns the project's tasks that match the filter and have an id below the given one, newest first; empty when
     * the reader is not in its workspace.
     */
    Future<Optional<List<Task>>> page(UUID project, String reader, TaskFilter filter, UUID below, int limit) {
        Tuple values = Tuple.of(project, reader, below, limit);
        return sql.preparedQuery(PAGE.formatted(filter.conditions(values)))
                .execute(values)
                .map(rows -> Found.below(rows, Task::from));
    }

    /** The task, when the reader is in its workspace. */
    Future<Optional<Task>> find(UUID id, String reader) {
        return sql.preparedQuery(VISIBLE).execute(Tuple.of(id, reader)).map(rows -> Found.first(rows, Task::from));
    }
}
