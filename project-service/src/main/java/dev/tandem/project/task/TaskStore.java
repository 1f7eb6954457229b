package dev.tandem.project.task;

import dev.tandem.project.table.Columns;
import dev.tandem.project.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements of the table {@code task}. Whoever writes holds a lock on the project. */
public final class TaskStore {

    private static final String BY_IDS = """
            SELECT id, workspace_id, project_id, section_id, title, description, assignee_id, due_on, completed_at,
                   comment_count, version, built, created_by, created_at, updated_at
            FROM task WHERE id = ANY($1)
            """;

    private static final String INSERT = """
            INSERT INTO task
                (id, workspace_id, project_id, section_id, title, description, assignee_id, due_on, completed_at,
                 comment_count, version, built, created_by, created_at, updated_at)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
                                 $8::date[], $9::timestamptz[], $10::integer[], $11::bigint[], $12::boolean[],
                                 $13::text[], $14::timestamptz[], $15::timestamptz[])
            """;

    private static final String BUILD = INSERT + "ON CONFLICT DO NOTHING";

    private static final String UPDATE = """
            UPDATE task t SET
                section_id = n.section_id, title = n.title, description = n.description, assignee_id = n.assignee_id,
                due_on = n.due_on, completed_at = n.completed_at, comment_count = n.comment_count, version = n.version,
                updated_at = n.updated_at
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::timestamptz[],
                        $8::integer[], $9::bigint[], $10::timestamptz[])
                AS n (id, section_id, title, description, assignee_id, due_on, completed_at, comment_count, version,
                      updated_at)
            WHERE t.id = n.id
            """;

    private static final String DELETE_BUILT = """
            DELETE FROM task WHERE project_id = ANY($1) AND built
            """;

    private static final String PAGE = """
            SELECT t.id, t.workspace_id, t.project_id, t.section_id, t.title, t.description, t.assignee_id, t.due_on,
                   t.completed_at, t.comment_count, t.version, t.built, t.created_by, t.created_at, t.updated_at
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2
            LEFT JOIN LATERAL (
                SELECT * FROM task WHERE project_id = p.id AND id < $3%s ORDER BY id DESC LIMIT $4
            ) t ON true
            WHERE p.id = $1 AND p.deleted_at IS NULL
            ORDER BY t.id DESC
            """;

    private static final String VISIBLE = """
            SELECT t.id, t.workspace_id, t.project_id, t.section_id, t.title, t.description, t.assignee_id, t.due_on,
                   t.completed_at, t.comment_count, t.version, t.built, t.created_by, t.created_at, t.updated_at
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

    /** Fails, and with it the transaction, where an id is taken. */
    public Future<Void> insertAll(List<Task> tasks) {
        return sql.preparedQuery(INSERT).execute(columns(tasks)).mapEmpty();
    }

    /** Writes those tasks that are not there yet. Repeatable. */
    public Future<Void> buildAll(List<Task> tasks) {
        return sql.preparedQuery(BUILD).execute(columns(tasks)).mapEmpty();
    }

    /** Removes what came from the templates of the projects. */
    public Future<Void> deleteBuilt(Collection<UUID> projects) {
        return sql.preparedQuery(DELETE_BUILT)
                .execute(Tuple.of(projects.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Writes what may have changed of the tasks. */
    public Future<Void> updateAll(List<Task> tasks) {
        Tuple columns = Columns.of(tasks)
                .ids(Task::id)
                .ids(Task::sectionId)
                .texts(Task::title)
                .texts(Task::description)
                .texts(Task::assigneeId)
                .days(Task::dueOn)
                .times(Task::completedAt)
                .integers(Task::commentCount)
                .longs(Task::version)
                .times(Task::updatedAt)
                .tuple();
        return sql.preparedQuery(UPDATE).execute(columns).mapEmpty();
    }

    /**
     * Those of the project's tasks that pass the filter and have an id below the given one, newest first; empty when the
     * reader is not in its workspace.
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

    private static Tuple columns(List<Task> tasks) {
        return Columns.of(tasks)
                .ids(Task::id)
                .ids(Task::workspaceId)
                .ids(Task::projectId)
                .ids(Task::sectionId)
                .texts(Task::title)
                .texts(Task::description)
                .texts(Task::assigneeId)
                .days(Task::dueOn)
                .times(Task::completedAt)
                .integers(Task::commentCount)
                .longs(Task::version)
                .flags(Task::built)
                .texts(Task::createdBy)
                .times(Task::createdAt)
                .times(Task::updatedAt)
                .tuple();
    }
}
