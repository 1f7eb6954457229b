package dev.tandem.project.task;

import dev.tandem.kit.request.Position;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the table {@code task}, whose triggers write {@code task_words}. Writers must hold a lock on the project. */
public final class TaskStore {

    private static final String TASK = "SELECT " + Task.COLUMNS.namesIn("t") + "\n";

    /** A task in the trash names a section that may have been deleted meanwhile. */
    private static final String TASK_OR_DELETED = "SELECT " + Task.COLUMNS.namesIn("t") + """
            , t.deleted_at IS NOT NULL AND t.section_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM section s WHERE s.id = t.section_id) AS section_gone
            """;

    private static final String BY_IDS = TASK_OR_DELETED + "FROM task t WHERE t.id = ANY($1)";

    private static final String INSERT = Task.COLUMNS.insertInto("task");

    private static final String BUILD = INSERT + " ON CONFLICT (id) DO NOTHING";

    private static final String UPDATE = Task.CHANGING.update("task");

    private static final String DELETE_BUILT = """
            WITH gone AS (DELETE FROM task WHERE project_id = ANY($1) AND built RETURNING id)
            DELETE FROM task_history USING gone WHERE task_history.task_id = gone.id
            """;

    private static final String PAGE = TASK + """
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM task WHERE project_id = p.id AND deleted_at IS NULL AND id < $3%s ORDER BY id DESC LIMIT $4
            ) t ON true
            WHERE p.id = $1 AND p.deleted_at IS NULL
            ORDER BY t.id DESC
            """;

    static final String PAGE_IN_ORDER = TASK + """
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM task WHERE project_id = p.id AND deleted_at IS NULL AND rank > $3%s ORDER BY rank LIMIT $4
            ) t ON true
            WHERE p.id = $1 AND p.deleted_at IS NULL
            ORDER BY t.rank
            """;

    private static final String TRASH = TASK_OR_DELETED + """
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM task WHERE project_id = p.id AND deleted_at IS NOT NULL AND (deleted_at, id) < ($3, $4)
                ORDER BY deleted_at DESC, id DESC LIMIT $5
            ) t ON true
            WHERE p.id = $1 AND p.deleted_at IS NULL
            ORDER BY t.deleted_at DESC, t.id DESC
            """;

    /**
     * The tasks of a section that is deleted afterwards, and their histories; tasks of another project cannot be in it, and
     * those in the trash stay as they are.
     */
    private static final String REHOME =
            """
            WITH moved AS (
                UPDATE task SET section_id = changed.target, version = version + 1, updated_at = changed.at
                FROM %s AS changed (%s)
                WHERE task.section_id = changed.section_id AND task.deleted_at IS NULL
                RETURNING task.id, task.version, changed.*
            )
            INSERT INTO task_history (task_id, version, at, actor_id, actor_name, changes, former_section, section)
            SELECT m.id, m.version, m.at, m.actor_id, m.actor_name,
                   jsonb_build_object('sectionId', jsonb_build_object('from', m.section_id, 'to', m.target)),
                   former.name, present.name
            FROM moved m LEFT JOIN section former ON former.id = m.section_id
            LEFT JOIN section present ON present.id = m.target
            """.formatted(Rehoming.COLUMNS.unnest(), Rehoming.COLUMNS.names()) + HistoryStore.REPLACING;

    private static final String COUNTS = """
            SELECT wanted.id, counted.tasks
            FROM unnest($1::uuid[]) AS wanted (id),
            LATERAL (SELECT count(*) AS tasks FROM (
                SELECT FROM task WHERE section_id = wanted.id AND deleted_at IS NULL LIMIT $2) one) counted
            """;

    private static final String VISIBLE = TASK + """
            FROM task t JOIN project p ON p.id = t.project_id
            JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            WHERE t.id = $1 AND t.deleted_at IS NULL AND p.deleted_at IS NULL
            """;

    private final SqlClient sql;

    private TaskStore(SqlClient sql) {
        this.sql = sql;
    }

    public static TaskStore in(SqlClient sql) {
        return new TaskStore(sql);
    }

    /** Reads those tasks that exist, in the trash or not. */
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

    /** Removes the tasks that came from the projects' templates, with their histories. */
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

    /** Like {@link #page}, but in their order, with a rank above the given one. */
    Future<Optional<List<Task>>> pageInOrder(UUID project, String reader, TaskFilter filter, String above, int limit) {
        Tuple values = Tuple.of(project, reader, above, limit);
        return sql.preparedQuery(PAGE_IN_ORDER.formatted(filter.conditions(values)))
                .execute(values)
                .map(rows -> Found.below(rows, Task::from));
    }

    /** Returns the project's tasks in the trash that were deleted before the position, the last deleted one first. */
    Future<Optional<List<Task>>> trash(UUID project, String reader, Position before, int limit) {
        return sql.preparedQuery(TRASH)
                .execute(Tuple.of(project, reader, Times.utc(before.at()), before.id(), limit))
                .map(rows -> Found.below(rows, Task::from));
    }

    /** Returns how many tasks are in each of these sections, counting so many at most. */
    public Future<Map<UUID, Integer>> countIn(Collection<UUID> sections, int most) {
        return sql.preparedQuery(COUNTS)
                .execute(Tuple.of(sections.toArray(UUID[]::new), most))
                .map(rows -> {
                    Map<UUID, Integer> counts = new HashMap<>();
                    rows.forEach(row ->
                            counts.put(row.getUUID("id"), row.getLong("tasks").intValue()));
                    return counts;
                });
    }

    /** Moves the tasks of each deleted section to its heir, or to none. */
    public Future<Void> rehome(List<Rehoming> rehomings) {
        return sql.preparedQuery(REHOME)
                .execute(Rehoming.COLUMNS.arrays(rehomings))
                .mapEmpty();
    }

    /** The task, when the reader is in its workspace. */
    Future<Optional<Task>> find(UUID id, String reader) {
        return sql.preparedQuery(VISIBLE).execute(Tuple.of(id, reader)).map(rows -> Found.first(rows, Task::from));
    }
}
