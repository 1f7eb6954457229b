package dev.tandem.project.task;

import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Reads tasks of all projects that a user may read. Takes a page from each workspace of the user, by an index that begins with the
 * workspace, so what others have makes no difference; and sorts these pages together.
 */
record TaskFinder(SqlClient sql) {

    /** The project is looked up for each row in turn, and so never read as a whole. */
    private static final String PAGE =
            "WITH mine AS MATERIALIZED (%s)\nSELECT " + Task.COLUMNS.namesIn("t") + """

            FROM mine CROSS JOIN LATERAL (
                SELECT task.* FROM %s
                WHERE workspace_id = mine.workspace_id AND deleted_at IS NULL AND %s%s
                  AND (SELECT p.deleted_at IS NULL FROM project p WHERE p.id = task.project_id)
                ORDER BY %s LIMIT %s
            ) t
            ORDER BY %5$s LIMIT %6$s
            """;

    /** A statement and the values of its parameters. */
    record Statement(String text, Tuple values) {

        static Statement of(TaskQuery query, TaskSort sort, TaskSort.Position after, int limit) {
            Conditions values = new Conditions();
            String text = PAGE.formatted(
                    query.workspaces(values),
                    query.source(),
                    sort.after(after, values),
                    query.onTasks(values),
                    sort.order(),
                    values.parameter(limit));
            return new Statement(text, values.values());
        }
    }

    /** The tasks after the position, in that order. */
    Future<List<Task>> page(TaskQuery query, TaskSort sort, TaskSort.Position after, int limit) {
        Statement statement = Statement.of(query, sort, after, limit);
        return sql.preparedQuery(statement.text()).execute(statement.values()).map(rows -> Found.all(rows, Task::from));
    }
}
