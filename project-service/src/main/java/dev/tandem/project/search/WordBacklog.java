package dev.tandem.project.search;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters the words of what is older than the search, newest first, while the service does everything else: a few things in a transaction,
 * and then a rest that is as long. The table {@code word_backlog} says how far it is, so another start goes on there; once it is empty, one
 * look a minute remains. Of several instances each takes another kind. A failure is logged, and it is tried again after a minute.
 *
 * <p>Of the few things in its hands it holds up, for less than a second, changes of a text, the removal for good of a task or comment, and
 * whatever needs the lock on a project; of all others nothing. What changes meanwhile enters its own words, and keeps them.
 */
public final class WordBacklog extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(WordBacklog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** What one transaction takes: as much as holds up somebody else for a second at worst. */
    static final int MOST = 50;

    private static final String TAKE =
            "SELECT kind, below FROM word_backlog ORDER BY kind DESC LIMIT 1 FOR UPDATE SKIP LOCKED";

    /** The lock keeps what is removed meanwhile from leaving its words behind. */
    private static final String TASKS = """
            WITH part AS MATERIALIZED (
                SELECT id, workspace_id, title, description FROM task WHERE id < $1 ORDER BY id DESC LIMIT $2 FOR KEY SHARE
            ), entered AS (
                INSERT INTO task_words (task_id, workspace_id, words)
                SELECT id, workspace_id, search_vector(workspace_id, title, description) FROM part
                ON CONFLICT (task_id) DO NOTHING
            )
            SELECT id FROM part ORDER BY id LIMIT 1
            """;

    private static final String COMMENTS = """
            WITH part AS MATERIALIZED (
                SELECT id, workspace_id, text FROM comment WHERE id < $1 ORDER BY id DESC LIMIT $2 FOR KEY SHARE
            ), entered AS (
                INSERT INTO comment_words (comment_id, workspace_id, words)
                SELECT id, workspace_id, search_vector(workspace_id, NULL, text) FROM part
                ON CONFLICT (comment_id) DO NOTHING
            )
            SELECT id FROM part ORDER BY id LIMIT 1
            """;

    /** Locks in the order in which commands do. */
    private static final String PROJECTS = """
            WITH part AS MATERIALIZED (
                SELECT id FROM project WHERE id < $1 ORDER BY id DESC LIMIT $2
            ), locked AS MATERIALIZED (
                SELECT id FROM project WHERE id IN (SELECT id FROM part) AND words IS NULL ORDER BY id FOR NO KEY UPDATE
            ), entered AS (
                UPDATE project SET words = search_vector(workspace_id, name, description) FROM locked WHERE project.id = locked.id
            )
            SELECT id FROM part ORDER BY id LIMIT 1
            """;

    private static final Map<String, String> STATEMENTS =
            Map.of(Kind.task.name(), TASKS, Kind.comment.name(), COMMENTS, Kind.project.name(), PROJECTS);

    private static final String REACHED = "UPDATE word_backlog SET below = $2 WHERE kind = $1";

    private static final String DONE = "DELETE FROM word_backlog WHERE kind = $1";

    private final Pool pool;
    private Future<?> underWay = Future.succeededFuture();
    private boolean failing;
    private boolean stopping;
    private long timer;

    public WordBacklog(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<?> start() {
        goOnAfter(Duration.ofMillis(1));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        vertx.cancelTimer(timer);
        return underWay;
    }

    private void goOnAfter(Duration rest) {
        if (!stopping) {
            timer = vertx.setTimer(Math.max(1, rest.toMillis()), rested -> goOn());
        }
    }

    private void goOn() {
        long began = System.nanoTime();
        underWay = part().onSuccess(more -> {
                    failing = false;
                    goOnAfter(more ? Duration.ofNanos(System.nanoTime() - began) : PAUSE);
                })
                .otherwise(failure -> {
                    if (!failing) {
                        LOG.warn("The words of older things are not entered: {}", failure.getMessage());
                    }
                    failing = true;
                    goOnAfter(PAUSE);
                    return false;
                });
    }

    /** Enters the next few; false if there is nothing to do that nobody else is doing. Each part is complete or did not happen. */
    Future<Boolean> part() {
        return pool.withTransaction(
                tx -> tx.preparedQuery(TAKE).execute().compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(false);
                    }
                    String kind = rows.iterator().next().getString("kind");
                    UUID below = rows.iterator().next().getUUID("below");
                    return enter(tx, kind, below);
                }));
    }

    private static Future<Boolean> enter(SqlClient tx, String kind, UUID below) {
        return tx.preparedQuery(Objects.requireNonNull(STATEMENTS.get(kind), kind))
                .execute(Tuple.of(below, MOST))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return tx.preparedQuery(DONE).execute(Tuple.of(kind));
                    }
                    return tx.preparedQuery(REACHED)
                            .execute(Tuple.of(kind, rows.iterator().next().getUUID("id")));
                })
                .map(written -> true);
    }
}
