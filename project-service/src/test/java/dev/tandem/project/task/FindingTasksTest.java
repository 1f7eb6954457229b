package dev.tandem.project.task;

import static dev.tandem.kit.testing.Awaiting.get;
import static dev.tandem.project.task.TaskQueries.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.kit.http.ProblemException;
import dev.tandem.project.OnDatabase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks of all projects, in two workspaces with the same names of everything, and one that both owners are in. */
class FindingTasksTest {

    private static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-0000000000a1");
    private static final UUID OTHER = UUID.fromString("01980a3e-0000-7000-8000-0000000000a2");
    private static final UUID SHARED = UUID.fromString("01980a3e-0000-7000-8000-0000000000a3");
    private static final OnDatabase DATABASE = new OnDatabase("finding_tasks");
    private static final TaskFinder TASKS = new TaskFinder(DATABASE.pool);

    /**
     * Sixty tasks in each workspace, in its projects p1, p2 and the deleted p3. Groups of ten have one time of their last change, and
     * groups of twelve one due day, every fifth none.
     */
    @BeforeAll
    static void three_workspaces() {
        for (UUID workspace : List.of(ACME, OTHER, SHARED)) {
            DATABASE.column("INSERT INTO workspace VALUES ($1, 'Acme', 1, now(), 'anna')", workspace);
            DATABASE.column("""
                    INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at, updated_at, deleted_at)
                    SELECT md5($1::uuid::text || 'p' || n)::uuid, $1::uuid, 'Apollo', 'anna', 1, 'anna', now(), now(),
                           CASE WHEN n = 3 THEN now() END
                    FROM generate_series(1, 3) n
                    """, workspace);
            DATABASE.column("""
                    INSERT INTO task (id, workspace_id, project_id, title, rank, assignee_id, due_on, completed_at,
                                      comment_count, version, built, created_by, created_at, updated_at)
                    SELECT ('01980a3e-' || lpad(to_hex(n), 4, '0') || '-7000-8000' || right($1::uuid::text, 13))::uuid, $1::uuid,
                           md5($1::uuid::text || 'p' || 1 + n % 3)::uuid, 'Task ' || n,
                           'V' || lpad(n::text, 6, '0') || 'V',
                           (ARRAY['anna', 'mallory', NULL])[1 + n % 7 % 3],
                           CASE WHEN n % 5 > 0 THEN DATE '2026-01-01' + n / 12 END, CASE WHEN n % 2 = 0 THEN now() END,
                           0, 1, false, 'anna', now(), TIMESTAMPTZ '2026-01-01 00:00Z' + make_interval(days => n / 10)
                    FROM generate_series(1, 60) n
                    """, workspace);
        }
        DATABASE.column("""
                INSERT INTO member (workspace_id, user_id, role, added_at)
                VALUES ($1::uuid, 'anna', 'owner', now()), ($3::uuid, 'anna', 'viewer', now()),
                       ($2::uuid, 'mallory', 'owner', now()), ($3::uuid, 'mallory', 'owner', now())
                """, ACME, OTHER, SHARED);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_user_sees_what_is_in_their_workspaces_and_nothing_else() {
        List<Task> seen = all("anna", "", "created", true);

        assertThat(seen).extracting(Task::workspaceId).containsOnly(ACME, SHARED);
        assertThat(seen).hasSize(80).isSortedAccordingTo((a, b) -> compared(b.id(), a.id()));
        assertThat(all("eve", "", "created", true)).isEmpty();
    }

    @Test
    void what_is_in_a_deleted_project_is_gone() {
        assertThat(all("anna", "", "updated", false))
                .extracting(Task::projectId)
                .hasSize(80)
                .doesNotContainAnyElementsOf(ids("SELECT id FROM project WHERE deleted_at IS NOT NULL"));
    }

    @Test
    void what_is_in_the_trash_is_gone_until_it_is_restored() {
        UUID task = all("anna", "", "created", true).get(0).id();
        DATABASE.column("UPDATE task SET deleted_at = now(), deleted_by = 'anna' WHERE id = $1", task);
        List<Task> meanwhile = all("anna", "", "due", true);
        DATABASE.column("UPDATE task SET deleted_at = NULL, deleted_by = NULL WHERE id = $1", task);

        assertThat(meanwhile).extracting(Task::id).hasSize(79).doesNotContain(task);
        assertThat(all("anna", "", "due", true)).extracting(Task::id).contains(task);
    }

    static Stream<Arguments> narrowed() {
        return Stream.of(
                Arguments.of("workspaceId=" + ACME, "t.workspace_id = '" + ACME + "'"),
                Arguments.of("projectId=" + project(ACME, 2), "project_id = '" + project(ACME, 2) + "'"),
                Arguments.of("workspaceId=" + SHARED + "&projectId=" + project(ACME, 2), "false"),
                Arguments.of("assignee=me", "assignee_id = 'anna'"),
                Arguments.of("assigneeId=mallory", "assignee_id = 'mallory'"),
                Arguments.of("assignee=none", "assignee_id IS NULL"),
                Arguments.of("completed=true", "completed_at IS NOT NULL"),
                Arguments.of("completed=false&assignee=none", "completed_at IS NULL AND assignee_id IS NULL"),
                Arguments.of("dueFrom=2026-01-03", "due_on >= '2026-01-03'"),
                Arguments.of("dueTo=2026-01-03", "due_on <= '2026-01-03'"),
                Arguments.of("dueFrom=2026-01-02&dueTo=2026-01-03", "due_on BETWEEN '2026-01-02' AND '2026-01-03'"),
                Arguments.of("updatedSince=2026-01-04T00:00:00Z", "t.updated_at >= '2026-01-04 00:00Z'"));
    }

    @ParameterizedTest
    @MethodSource("narrowed")
    void each_filter_leaves_what_it_says_in_every_order(String parameters, String condition) {
        Set<UUID> expected =
                ids("SELECT t.id FROM task t JOIN project p ON p.id = t.project_id AND p.deleted_at IS NULL"
                        + " WHERE t.workspace_id IN ('" + ACME + "', '" + SHARED + "') AND " + condition);
        for (String sort : List.of("created", "updated", "due")) {
            assertThat(all("anna", parameters, sort, true))
                    .as(sort)
                    .extracting(Task::id)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    static Stream<Arguments> ofOthers() {
        return Stream.of(
                        "workspaceId=" + OTHER,
                        "projectId=" + project(OTHER, 1),
                        "workspaceId=" + OTHER + "&projectId=" + project(OTHER, 1),
                        "workspaceId=" + OTHER + "&assigneeId=mallory",
                        "projectId=" + project(SHARED, 3))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("ofOthers")
    void nothing_of_another_workspace_is_found(String parameters) {
        assertThat(all("anna", parameters, "created", true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"created, true", "created, false", "updated, true", "updated, false", "due, true", "due, false"})
    void pages_follow_each_other_without_gap_or_repetition_while_tasks_arrive(String key, boolean descending) {
        TaskSort sort = new TaskSort(TaskSort.Key.valueOf(key), descending);
        List<UUID> expected =
                all("mallory", "", key, descending).stream().map(Task::id).toList();
        List<UUID> paged = new ArrayList<>();
        TaskSort.Position after = sort.cursors().start();
        List<Task> page = page("mallory", sort, after, 7);
        while (!page.isEmpty()) {
            page.forEach(task -> paged.add(task.id()));
            String cursor = sort.cursors().encode(sort.positionOf(page.get(page.size() - 1)));
            DATABASE.column("""
                    INSERT INTO task (id, workspace_id, project_id, title, rank, comment_count, version, built, created_by, created_at,
                                      updated_at, due_on)
                    VALUES (gen_random_uuid(), $1, $2, 'New', 'z' || md5(random()::text) || 'V', 0, 1, false, 'x', now(), $3::text::timestamptz,
                            $4::text::date)
                    """, OTHER, project(OTHER, 1), "2026-01-03 12:00Z", "2026-01-03");
            page = page("mallory", sort, sort.cursors().decode(cursor), 7);
        }
        DATABASE.column("DELETE FROM task WHERE title = 'New'");

        assertThat(paged).doesNotHaveDuplicates();
        paged.retainAll(new HashSet<>(expected));
        assertThat(paged).containsExactlyElementsOf(expected);
    }

    @Test
    void what_has_no_due_day_comes_after_all_that_has_one() {
        List<Task> tasks = all("anna", "", "due", false);
        assertThat(tasks)
                .extracting(task -> task.details().dueOn() == null)
                .isSorted()
                .contains(true, false);
        assertThat(all("anna", "", "due", true)).isEqualTo(reversed(tasks));
    }

    @Test
    void a_cursor_is_good_for_its_own_order_only() {
        TaskSort byUpdate = new TaskSort(TaskSort.Key.updated, true);
        String cursor = byUpdate.cursors()
                .encode(byUpdate.positionOf(all("anna", "", "updated", true).get(0)));
        for (TaskSort other : List.of(
                new TaskSort(TaskSort.Key.updated, false),
                new TaskSort(TaskSort.Key.due, true),
                new TaskSort(TaskSort.Key.created, true))) {
            assertThatThrownBy(() -> other.cursors().decode(cursor)).isInstanceOf(ProblemException.class);
        }
        assertThat(byUpdate.cursors().decode(cursor))
                .isNotEqualTo(byUpdate.cursors().start());
    }

    @Test
    void a_task_is_shown_as_elsewhere() {
        Task found = all("anna", "workspaceId=" + ACME, "created", true).get(0);
        JsonObject shown = get(TaskStore.in(DATABASE.pool).find(found.id(), "anna"))
                .orElseThrow()
                .toJson();
        assertThat(found.toJson()).isEqualTo(shown);
    }

    private static List<Task> all(String reader, String parameters, String key, boolean descending) {
        TaskSort sort = new TaskSort(TaskSort.Key.valueOf(key), descending);
        return get(TASKS.page(query(reader, parameters), sort, sort.cursors().start(), 1_000));
    }

    private static List<Task> page(String reader, TaskSort sort, TaskSort.Position after, int limit) {
        return get(TASKS.page(query(reader, ""), sort, after, limit));
    }

    private static UUID project(UUID workspace, int number) {
        return UUID.fromString(
                DATABASE.column("SELECT md5($1::uuid::text || 'p' || $2::text)::uuid", workspace, "" + number)
                        .get(0));
    }

    private static Set<UUID> ids(String sql) {
        Set<UUID> ids = new HashSet<>();
        DATABASE.column(sql).forEach(id -> ids.add(UUID.fromString(id)));
        return ids;
    }

    private static List<Task> reversed(List<Task> tasks) {
        List<Task> reversed = new ArrayList<>(tasks);
        Collections.reverse(reversed);
        return reversed;
    }

    private static int compared(UUID one, UUID other) {
        return one.toString().compareTo(other.toString());
    }
}
