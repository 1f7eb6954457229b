package dev.tandem.project.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.retention.Retention;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.project.OnDatabase;
import dev.tandem.project.structure.FailureStore;
import dev.tandem.project.task.HistoryStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DeletedProjectsTest {

    private static final OnDatabase DATABASE = new OnDatabase("deleted_projects");
    private static final List<String> TABLES =
            List.of("project", "project_member", "section", "task", "task_words", "comment", "comment_words", "task_history");

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_project_goes_with_everything_in_it_so_long_after_its_deletion_and_not_before() {
        aProject("now() - interval '91 days'");
        aProject("now() - interval '89 days'");
        aProject("NULL");

        apply();

        for (String table : TABLES) {
            assertThat(count(table)).as(table).isEqualTo("2");
        }
        assertThat(DATABASE.column("SELECT deleted_at FROM project WHERE deleted_at < now() - interval '90 days'"))
                .isEmpty();
    }

    @Test
    void failures_to_build_a_structure_go_with_the_operations_that_told_of_them() {
        failure("now() - interval '31 days'");
        failure("now() - interval '29 days'");

        apply();

        assertThat(count("structure_failure")).isEqualTo("1");
    }

    @Test
    void what_was_changed_in_a_task_goes_with_time() {
        UUID task = UUID.randomUUID();
        history(task, 2, "now() - interval '731 days'");
        history(task, 3, "now() - interval '729 days'");

        apply();

        assertThat(DATABASE.column("SELECT version FROM task_history WHERE task_id = $1", task))
                .containsExactly("3");
        run("DELETE FROM task_history WHERE task_id = $1", task);
    }

    private static void apply() {
        Awaiting.get(new Retention(
                        DATABASE.pool,
                        Stream.concat(
                                        DeletedProjects.retention(Duration.ofDays(90)).stream(),
                                        Stream.of(FailureStore.RETENTION, HistoryStore.retention(Duration.ofDays(730))))
                                .toList())
                .apply());
    }

    private static void aProject(String deletedAt) {
        UUID id = UUID.randomUUID();
        UUID task = UUID.randomUUID();
        run(
                "INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at, deleted_at)"
                        + " VALUES ($1, $1, 'Apollo', 'anna', 1, 'anna', now(), " + deletedAt + ")",
                id);
        run("INSERT INTO project_member VALUES ($1, 'anna', 'lead')", id);
        run("INSERT INTO section VALUES ($1, $1, $1, 'To do', 1, true, now())", id);
        run(
                "INSERT INTO task (id, workspace_id, project_id, title, comment_count, version, built, created_by, created_at,"
                        + " updated_at) VALUES ($1, $2, $2, 'Land', 1, 1, false, 'anna', now(), now())",
                task,
                id);
        run("INSERT INTO comment VALUES ($1, $1, $1, 'anna', NULL, 'Well', '{}', now())", task);
        history(task, 2, "now()");
    }

    private static void history(UUID task, long version, String at) {
        run("INSERT INTO task_history VALUES ($1, $2, " + at + ", 'anna', NULL, '{}', NULL, NULL)", task, version);
    }

    private static void failure(String failedAt) {
        run("INSERT INTO structure_failure VALUES ($1, $1, $1, " + failedAt + ")", UUID.randomUUID());
    }

    private static void run(String statement, Object... values) {
        DATABASE.column(statement, values);
    }

    private static String count(String table) {
        return DATABASE.column("SELECT count(*) FROM " + table).get(0);
    }
}
