package dev.tandem.project.task;

import static dev.tandem.kit.testing.Awaiting.get;
import static dev.tandem.project.Commands.anyId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.project.OnDatabase;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that pages of tasks in their order are read from an index, without sorting more than they show. */
class TaskPagesTest {

    private static final OnDatabase DATABASE = new OnDatabase("project_service_pages");

    @BeforeAll
    static void manyTasks() {
        DATABASE.column("""
                INSERT INTO task (id, workspace_id, project_id, section_id, title, rank, comment_count, version, built,
                                  created_by, created_at, updated_at)
                SELECT gen_random_uuid(), md5(n % 10 || 'w')::uuid, md5(n % 10 || 'p')::uuid, md5(n % 10 || 's')::uuid, 'Land',
                       'V' || lpad(n::text, 6, '0') || 'V', 0, 1, false, 'alice', now(), now()
                FROM generate_series(1, 40000) n
                """);
        DATABASE.column("ANALYZE task");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_page_of_a_project_walks_its_ranks() {
        assertThat(plan(new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty())))
                .anyMatch(line -> line.contains("Index Scan using task_by_rank"));
    }

    @Test
    void a_page_of_a_section_walks_the_ranks_of_the_section() {
        assertThat(plan(new TaskFilter(Optional.of(anyId()), Optional.empty(), Optional.of(false))))
                .anyMatch(line -> line.contains("Index Scan using task_in_section"));
    }

    private static List<String> plan(TaskFilter filter) {
        Tuple values = Tuple.of(anyId(), "alice", "V", 50);
        String statement = TaskStore.PAGE_IN_ORDER.formatted(filter.conditions(values));
        List<String> plan = get(DATABASE.pool.withTransaction(tx -> tx.query("SET LOCAL enable_seqscan = off")
                .execute()
                .compose(set -> tx.preparedQuery("EXPLAIN " + statement).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList())));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on task"));
        assertThat(plan.stream().filter(line -> line.contains("Sort  (")))
                .as(() -> String.join(" | ", plan))
                .hasSizeLessThanOrEqualTo(1);
        return plan;
    }
}
