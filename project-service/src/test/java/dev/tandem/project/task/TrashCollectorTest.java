package dev.tandem.project.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TaskPurged;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.testing.CaughtWork;
import dev.tandem.project.OnDatabase;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what becomes of deleted tasks in the end, on a real database. */
class TrashCollectorTest {

    private static final OnDatabase DATABASE = new OnDatabase("trash_collector");

    private final UUID project = UUID.randomUUID();

    @BeforeEach
    void anEmptyProject() {
        DATABASE.column("DELETE FROM task");
        DATABASE.column("DELETE FROM comment");
        DATABASE.column("DELETE FROM task_history");
        DATABASE.told.clear();
        DATABASE.column(
                "INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at)"
                        + " VALUES ($1, $1, 'Apollo', 'anna', 1, 'anna', now())",
                project);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_task_goes_with_its_comments_and_its_history_so_long_after_its_deletion_and_not_before_and_others_are_told() {
        UUID due = aTask("now() - interval '31 days'", 2);
        UUID later = aTask("now() - interval '29 days'", 2);
        UUID inUse = aTask("NULL", 2);

        collect();

        assertThat(DATABASE.column("SELECT id FROM task"))
                .containsExactlyInAnyOrder(later.toString(), inUse.toString());
        assertThat(DATABASE.column("SELECT DISTINCT task_id FROM comment"))
                .containsExactlyInAnyOrder(later.toString(), inUse.toString());
        assertThat(DATABASE.column("SELECT DISTINCT task_id FROM task_history"))
                .containsExactlyInAnyOrder(later.toString(), inUse.toString());
        assertThat(DATABASE.column("SELECT task_id FROM task_words"))
                .containsExactlyInAnyOrder(later.toString(), inUse.toString());
        assertThat(DATABASE.column("SELECT comment_id FROM comment_words"))
                .containsExactlyInAnyOrderElementsOf(DATABASE.column("SELECT id FROM comment"));
        assertThat(DATABASE.told(TaskPurged.class)).containsExactly(new TaskPurged(due, project, project));
        Message told = DATABASE.told.get(0);
        assertThat(told.routingKey()).isEqualTo("task.purged");
        assertThat(told.envelope().subject()).isEqualTo(due.toString());
        assertThat(told.envelope().sequence()).isEqualTo(8);
        assertThat(told.envelope().actor()).isNull();

        collect();
        assertThat(DATABASE.told).hasSize(1);
    }

    @Test
    void many_go_in_transactions_of_a_bounded_size() {
        for (int i = 0; i < 250; i++) {
            aTask("now() - interval '31 days'", 0);
        }
        UUID talkative = aTask("now() - interval '40 days'", 3);
        DATABASE.column("UPDATE task SET comment_count = 5000 WHERE id = $1", talkative);
        UUID eventful = aTask("now() - interval '39 days'", 0);
        DATABASE.column("UPDATE task SET version = 5000 WHERE id = $1", eventful);
        int[] transactions = {0};
        collect(work -> {
            transactions[0]++;
            return work;
        });

        assertThat(DATABASE.column("SELECT count(*) FROM task")).containsExactly("0");
        assertThat(DATABASE.told(TaskPurged.class)).hasSize(252);
        assertThat(transactions[0])
                .as("the talkative one, the eventful one, 100, 100, 50, none")
                .isEqualTo(6);
    }

    @Test
    void what_is_due_is_found_by_an_index_of_the_trash_alone() {
        List<String> plan = Awaiting.get(DATABASE.pool.withTransaction(tx -> tx.query("SET LOCAL enable_seqscan = off")
                .execute()
                .compose(set -> tx.query("EXPLAIN SELECT id FROM task WHERE deleted_at < now() - interval '30 days'"
                                + " ORDER BY deleted_at LIMIT 100")
                        .execute())
                .map(rows -> {
                    List<String> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(row.getString(0)));
                    return lines;
                })));
        assertThat(plan).anyMatch(line -> line.contains("task_deleted"));
    }

    private static void collect() {
        collect(work -> work);
    }

    private static void collect(Function<UnitOfWork, UnitOfWork> watch) {
        Transactor transactor = new Transactor() {
            @Override
            public <T> Future<T> transact(Function<UnitOfWork, Future<T>> work) {
                return DATABASE.pool.withTransaction(tx -> {
                    CaughtWork caught = new CaughtWork(tx, DATABASE.told::add);
                    return caught.all(work.apply(watch.apply(caught)));
                });
            }
        };
        Awaiting.get(new TrashCollector(transactor, Duration.ofDays(30), Clock.systemUTC()).collect());
    }

    private UUID aTask(String deletedAt, int comments) {
        UUID id = UUID.randomUUID();
        DATABASE.column(
                "INSERT INTO task (id, workspace_id, project_id, title, comment_count, version, built, created_by, created_at,"
                        + " updated_at, deleted_at, deleted_by) VALUES ($1, $2, $2, 'Land', $3, 7, false, 'anna', now(), now(), "
                        + deletedAt + ", 'anna')",
                id,
                project,
                comments);
        DATABASE.column(
                "INSERT INTO task_history (task_id, version, at, actor_id, changes) VALUES ($1, 6, now(), 'anna', '{}'), ($1, 7, now(), 'anna', '{}')",
                id);
        for (int i = 0; i < comments; i++) {
            DATABASE.column(
                    "INSERT INTO comment VALUES ($1, $2, $3, 'anna', NULL, 'Well', '{}', now())",
                    UUID.randomUUID(),
                    project,
                    id);
        }
        return id;
    }
}
