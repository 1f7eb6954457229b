package dev.tandem.project.task;

import dev.tandem.contracts.TaskPurged;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Origin;
import dev.tandem.project.project.ProjectStore;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes tasks for good, with their comments and histories, so long after their deletion, by the database's clock, and tells the other
 * services to remove what they keep of them. Every minute, a few tasks in a transaction, under the lock on their projects that every
 * command takes, so that a task is restored with all that belongs to it or not at all. Several instances may run at once. A failure is
 * logged, and it is tried again.
 */
public final class TrashCollector extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(TrashCollector.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** Tasks that one transaction removes. */
    private static final int MOST = 100;

    /**
     * The oldest ones; those after the first only as long as those before have fewer than a thousand comments and versions, and so
     * entries in their histories, together.
     */
    private static final String DUE = """
            SELECT id, project_id FROM (
                SELECT id, project_id, sum(size) OVER (ORDER BY deleted_at, id) - size AS before
                FROM (SELECT id, project_id, deleted_at, comment_count + version AS size FROM task
                      WHERE deleted_at < %s ORDER BY deleted_at LIMIT $2) AS oldest
            ) AS due WHERE before < 1000
            """.formatted(Rule.AGE);

    /** Those of them that are still due now that their projects are locked. */
    private static final String PURGE = """
            WITH purged AS (
                DELETE FROM task WHERE id = ANY ($2::uuid[]) AND deleted_at < %s
                RETURNING id, project_id, workspace_id, version
            ), silenced AS (
                DELETE FROM comment WHERE task_id IN (SELECT id FROM purged)
            ), forgotten AS (
                DELETE FROM task_history WHERE task_id IN (SELECT id FROM purged)
            )
            SELECT * FROM purged
            """.formatted(Rule.AGE);

    private final Transactor transactor;
    private final Duration kept;
    private final Clock clock;
    private Future<?> underWay = Future.succeededFuture();
    private boolean failing;
    private boolean stopping;
    private long timer;

    /**
     * @param kept how long a task is kept after its deletion
     * @param clock gives the time of the facts
     */
    public TrashCollector(Transactor transactor, Duration kept, Clock clock) {
        this.transactor = transactor;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> tick());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        vertx.cancelTimer(timer);
        return underWay;
    }

    private void tick() {
        if (underWay.isComplete()) {
            underWay = collect().onSuccess(collected -> failing = false).otherwise(failure -> {
                if (!failing) {
                    LOG.warn("Deleted tasks past their time are not removed: {}", failure.getMessage());
                }
                failing = true;
                return null;
            });
        }
    }

    /** Removes all that is due. */
    Future<Void> collect() {
        return Future.future(this::part);
    }

    /** Each part in a step of its own, so that no chain of futures grows with the number of tasks. */
    private void part(Promise<Void> collected) {
        transactor.transact(this::some).onFailure(collected::fail).onSuccess(purged -> {
            if (purged == 0 || stopping) {
                collected.complete();
            } else {
                part(collected);
            }
        });
    }

    private Future<Integer> some(UnitOfWork work) {
        return work.sql()
                .preparedQuery(DUE)
                .execute(Tuple.of(kept.toMillis(), MOST))
                .compose(due -> {
                    if (due.size() == 0) {
                        return Future.succeededFuture(0);
                    }
                    Set<UUID> projects = new HashSet<>();
                    Set<UUID> tasks = new HashSet<>();
                    due.forEach(row -> {
                        projects.add(row.getUUID("project_id"));
                        tasks.add(row.getUUID("id"));
                    });
                    return new ProjectStore(work.sql()).lockAll(projects).compose(locked -> purge(work, tasks));
                });
    }

    private Future<Integer> purge(UnitOfWork work, Set<UUID> tasks) {
        return work.sql()
                .preparedQuery(PURGE)
                .execute(Tuple.of(kept.toMillis()).addArrayOfUUID(tasks.toArray(UUID[]::new)))
                .onSuccess(purged -> tell(work, purged))
                .map(RowSet::size);
    }

    private void tell(UnitOfWork work, RowSet<Row> purged) {
        for (Row row : purged) {
            UUID workspace = row.getUUID("workspace_id");
            UUID task = row.getUUID("id");
            Origin origin = new Origin(workspace, null, UUID.randomUUID().toString(), null, null);
            TaskPurged fact = new TaskPurged(task, row.getUUID("project_id"), workspace);
            Occurrence occurrence = new Occurrence(
                    fact, task, row.getLong("version") + 1, clock.instant().truncatedTo(ChronoUnit.MICROS));
            work.send(origin.tell(occurrence), Context.root());
        }
    }
}
