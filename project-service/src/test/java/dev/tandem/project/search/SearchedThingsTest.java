package dev.tandem.project.search;

import static dev.tandem.project.search.Searched.ACME;
import static dev.tandem.project.search.Searched.TWIN;
import static dev.tandem.project.search.Searched.id;
import static dev.tandem.project.search.Searched.memberOf;
import static dev.tandem.project.search.Searched.search;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests what a search finds of things that come and go, of very many, and in very many workspaces. */
class SearchedThingsTest {

    private static final Searched SEARCHED = new Searched("searched_things");

    @BeforeAll
    static void a_workspace() {
        SEARCHED.workspace(ACME);
        SEARCHED.project(ACME, 1, "Apollo", "To the moon", false);
        SEARCHED.task(ACME, 1, 1, "Test the engines", null);
    }

    @AfterAll
    static void close() {
        SEARCHED.database.close();
    }

    @Test
    void what_is_in_the_trash_is_not_found_until_it_is_restored_and_nothing_is_left_of_what_is_purged() {
        SEARCHED.task(ACME, 20, 1, "Vanishing", "Without a trace");
        SEARCHED.comment(ACME, 20, 20, "Vanishing, too");
        UUID task = id(ACME, 'b', 20);
        assertThat(SEARCHED.found(ACME, "vanishing")).containsExactly("task 20", "comment 20");

        SEARCHED.database.column("UPDATE task SET deleted_at = now(), deleted_by = 'anna' WHERE id = $1", task);
        assertThat(SEARCHED.found(ACME, "vanishing")).isEmpty();
        assertThat(SEARCHED.found(ACME, "too")).isEmpty();

        SEARCHED.database.column("UPDATE task SET deleted_at = NULL, deleted_by = NULL WHERE id = $1", task);
        assertThat(SEARCHED.found(ACME, "vanishing")).containsExactly("task 20", "comment 20");

        SEARCHED.database.column("DELETE FROM comment WHERE task_id = $1", task);
        assertThat(SEARCHED.found(ACME, "vanishing")).containsExactly("task 20");
        SEARCHED.database.column("DELETE FROM task WHERE id = $1", task);
        assertThat(SEARCHED.found(ACME, "vanishing")).isEmpty();
        assertThat(SEARCHED.database.column(
                        "SELECT task_id FROM task_words WHERE task_id = $1 UNION ALL SELECT comment_id FROM comment_words WHERE comment_id = $2",
                        task,
                        id(ACME, 'c', 20)))
                .isEmpty();
    }

    @Test
    void the_former_text_of_a_comment_is_not_found() {
        SEARCHED.comment(ACME, 21, 1, "Confidential, said @erin");
        SEARCHED.database.column("UPDATE comment SET text = 'Redacted' WHERE id = $1", id(ACME, 'c', 21));

        assertThat(SEARCHED.found(ACME, "confidential")).isEmpty();
        assertThat(SEARCHED.found(ACME, "erin")).isEmpty();
        assertThat(SEARCHED.found(ACME, "redacted")).containsExactly("comment 21");
    }

    @Test
    void a_change_that_leaves_the_text_as_it_was_writes_no_words() {
        SEARCHED.task(ACME, 22, 1, "Standing still", "As it was");
        String words = "SELECT ctid::text FROM task_words WHERE task_id = $1";
        UUID task = id(ACME, 'b', 22);
        List<String> before = SEARCHED.database.column(words, task);

        SEARCHED.database.column(
                "UPDATE task SET title = title, description = description, updated_at = now(), version = 2 WHERE id = $1", task);
        assertThat(SEARCHED.database.column(words, task)).isEqualTo(before);

        SEARCHED.database.column("UPDATE task SET description = NULL WHERE id = $1", task);
        assertThat(SEARCHED.database.column(words, task)).isNotEqualTo(before);
    }

    @Test
    void of_eight_thousand_the_newest_are_found_and_also_below_five_hundred_deleted_ones() {
        SEARCHED.workspace(TWIN);
        SEARCHED.project(TWIN, 1, "Apollo", "To the moon", false);
        SEARCHED.database.column("""
                INSERT INTO task (id, workspace_id, project_id, title, rank, comment_count, version, built, created_by, created_at,
                                  updated_at)
                SELECT ('01980a3e-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1::uuid, $2::uuid, 'Orbit',
                       'V' || lpad(n::text, 5, '0') || 'V', 0, 1, false, 'anna', now(), now()
                FROM generate_series(1, 8000) n
                """, TWIN, id(TWIN, 'a', 1));

        assertThat(numbersOf("orbit")).hasSize(100).startsWith(8_000, 7_999, 7_998).endsWith(7_901);

        SEARCHED.database.column("UPDATE task SET deleted_at = now() WHERE workspace_id = $1 AND rank >= 'V07501V'", TWIN);
        assertThat(numbersOf("orbit")).hasSize(100).startsWith(7_500, 7_499, 7_498).endsWith(7_401);
    }

    @Test
    void the_fifty_workspaces_that_somebody_joined_last_are_searched_and_each_other_one_by_its_id() {
        SEARCHED.database.column(
                "INSERT INTO workspace SELECT md5('joined' || n)::uuid, 'Joined', 1, now(), 'anna' FROM generate_series(1, 51) n");
        SEARCHED.database.column("""
                INSERT INTO member (workspace_id, user_id, role, added_at)
                SELECT md5('joined' || n)::uuid, 'joiner', 'viewer', now() - make_interval(days => n) FROM generate_series(1, 51) n
                """);
        SEARCHED.database.column("""
                INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at, updated_at)
                SELECT md5('project' || n)::uuid, md5('joined' || n)::uuid, 'Everywhere', 'anna', 1, 'anna', now(), now()
                FROM generate_series(1, 51) n
                """);
        UUID first = UUID.fromString(SEARCHED.database.column("SELECT md5('joined51')::uuid").get(0));

        assertThat(SEARCHED.hits(search("joiner", "everywhere", null)))
                .hasSize(SearchStore.MOST_WORKSPACES)
                .extracting(Hit::workspaceId)
                .doesNotContain(first);
        assertThat(SEARCHED.hits(search("joiner", "everywhere", first)))
                .extracting(Hit::workspaceId)
                .containsExactly(first);
    }

    private static List<Integer> numbersOf(String words) {
        return SEARCHED.hits(search(memberOf(TWIN), words, null)).stream()
                .map(hit -> Integer.valueOf(hit.id().toString().substring(24)))
                .toList();
    }
}
