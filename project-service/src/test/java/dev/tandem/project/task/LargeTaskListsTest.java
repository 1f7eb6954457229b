package dev.tandem.project.task;

import static dev.tandem.project.task.TaskQueries.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.project.LargeWorkspaces;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plans of lists of tasks in a workspace with a hundred thousand, beside another one with as many. */
@Tag("long")
@Timeout(600)
class LargeTaskListsTest {

    private static final LargeWorkspaces LARGE = LargeWorkspaces.get();
    private static final Pattern READ =
            Pattern.compile("(?<!Subquery )(?:Scan|scan)[^\n]* on task [^\n]*actual rows=([0-9.]+) loops=([0-9]+)");

    /** @param read the most tasks that may be read for a page of fifty */
    @ParameterizedTest
    @CsvSource({
        "'', created, true, task_of_workspace, 51",
        "'', created, false, task_of_workspace, 51",
        "'', updated, true, task_by_update, 51",
        "'', updated, false, task_by_update, 51",
        "'', due, true, task_by_due, 51",
        "'', due, false, task_by_due, 51",
        "assignee=me, created, true, task_of_assignee, 51",
        "assignee=none, created, true, task_of_(assignee|workspace), 200",
        "assignee=me, updated, true, task_(of_assignee|by_update), 5000",
        "assignee=me&completed=false, due, false, task_(open_by_due|of_assignee), 5000",
        "completed=false, due, false, task_open_by_due, 51",
        "completed=false, updated, true, task_by_update, 2000",
        "completed=true, due, true, task_by_due, 200",
        "dueFrom=2026-06-01&dueTo=2026-06-02, due, false, task_by_due, 51",
        "dueFrom=2026-06-01&completed=false, due, false, task_open_by_due, 51",
        "updatedSince=2026-09-01T00:00:00Z, updated, false, task_by_update, 51",
    })
    void an_index_leads_to_a_page(String parameters, String key, boolean descending, String index, int read) {
        String plan = plan(parameters == null ? "" : parameters, key, descending);

        assertThat(plan)
                .containsPattern("Scan (Backward )?(using|on) " + index + "\\b")
                .doesNotContain("Seq Scan on task");
        assertThat(tasksRead(plan)).as(plan).isPositive().isLessThanOrEqualTo(read);
    }

    @Test
    void a_project_is_read_by_its_own_index() {
        String project = LARGE.database
                .column("SELECT id FROM project WHERE workspace_id = $1 LIMIT 1", LargeWorkspaces.ACME)
                .get(0);
        String plan = plan("projectId=" + project, "created", true);

        assertThat(plan).containsPattern("Scan (using|on) task_by_project").doesNotContain("Seq Scan on task");
        assertThat(tasksRead(plan)).as(plan).isLessThanOrEqualTo(51);
    }

    /** Also beside thousands of workspaces with the same words. */
    @ParameterizedTest
    @CsvSource({"text=zeppelin, 10", "text=launch, 5000"})
    void of_those_that_have_words_the_newest_are_read(String parameters, int read) {
        String plan = plan(LargeWorkspaces.amongSmallOnes(), parameters, "due", false);

        assertThat(plan)
                .contains("Bitmap Index Scan on task_by_word")
                .doesNotContainPattern("Seq Scan on (task|project)");
        assertThat(tasksRead(plan)).as(plan).isEqualTo(read);
    }

    /** Rows of the table, not of the index, that the scans met. */
    private static long tasksRead(String plan) {
        Matcher scan = READ.matcher(plan);
        double rows = 0;
        while (scan.find()) {
            rows += Double.parseDouble(scan.group(1)) * Long.parseLong(scan.group(2));
        }
        Matcher removed = Pattern.compile("Rows Removed by Filter: ([0-9]+)").matcher(plan);
        while (removed.find()) {
            rows += Long.parseLong(removed.group(1));
        }
        return (long) rows;
    }

    private static String plan(String parameters, String key, boolean descending) {
        return plan(LARGE, parameters, key, descending);
    }

    private static String plan(LargeWorkspaces large, String parameters, String key, boolean descending) {
        TaskSort sort = new TaskSort(TaskSort.Key.valueOf(key), descending);
        TaskFinder.Statement statement = TaskFinder.Statement.of(
                query(LargeWorkspaces.MEMBER, parameters), sort, sort.cursors().start(), 51);
        return large.explained(statement.text(), statement.values());
    }
}
