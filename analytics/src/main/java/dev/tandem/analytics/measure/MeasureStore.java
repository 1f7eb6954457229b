package dev.tandem.analytics.measure;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Counts facts of the archive: those of one transaction as they are archived, or all of them for a rebuild. */
public record MeasureStore(SqlClient sql) {

    /** The tables that hold what was counted, in the order in which they are written. */
    public static final List<String> TABLES = List.of("measure", "task", "deleted_project");

    /** Counting a long history takes longer than any statement of a request may. */
    private static final String UNLIMITED = "SET LOCAL statement_timeout = 0";

    private static final String COUNT = MeasureStatements.MEASURE.formatted(MeasureStatements.THESE);
    private static final String FOLLOW = MeasureStatements.TASK.formatted(MeasureStatements.THESE);
    private static final String DELETE = MeasureStatements.DELETED_PROJECT.formatted(MeasureStatements.THESE);

    /**
     * Counts facts that were archived in this transaction. Sends its statements before it returns.
     *
     * @param facts the ids of all of them
     * @param ofTasks those about tasks
     * @param deletions those that say that a project was deleted
     */
    public Future<Void> count(UUID[] facts, UUID[] ofTasks, UUID[] deletions) {
        return Future.join(count(COUNT, facts), count(FOLLOW, ofTasks), count(DELETE, deletions))
                .mapEmpty();
    }

    private Future<?> count(String statement, UUID[] facts) {
        return facts.length == 0
                ? Future.succeededFuture()
                : sql.preparedQuery(statement).execute(Tuple.of(facts));
    }

    /** Prepares a rebuild, on a connection to which the tables' names mean the empty copies. */
    public Future<Void> beginRebuild() {
        return run(MeasureStatements.COUNTED_UP_TO);
    }

    /** Counts into the copies what was archived since the last call. */
    public Future<Void> countNext() {
        return run(UNLIMITED).compose(unlimited -> run(MeasureStatements.COUNT_NEXT));
    }

    /** Completes the copies and records how the live tables differ from them. Nobody may write to the live tables meanwhile. */
    public Future<Void> endRebuild() {
        return countNext()
                .compose(counted -> run(MeasureStatements.CARRY_UNKNOWN_ACTORS_OVER))
                .compose(carried -> run(MeasureStatements.CARRY_TASKS_OVER))
                .compose(carried -> run(MeasureStatements.CARRY_DELETED_PROJECTS_OVER))
                .compose(carried -> compare("measure", "workspace_id, slot", "facts <> 0"))
                .compose(compared -> compare("task", "task_id", "TRUE"))
                .compose(compared -> compare("deleted_project", "project_id", "TRUE"));
    }

    private Future<Void> compare(String table, String key, String counting) {
        return run(MeasureStatements.COMPARE.formatted(table, key, counting));
    }

    private Future<Void> run(String statement) {
        return sql.query(statement).execute().mapEmpty();
    }
}
