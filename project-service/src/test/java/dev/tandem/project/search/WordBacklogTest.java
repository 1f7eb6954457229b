package dev.tandem.project.search;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.project.OnDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what becomes of things that are older than the search. */
class WordBacklogTest {

    private static final OnDatabase DATABASE = new OnDatabase("word_backlog");
    private static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-0000000000a1");
    private static final int OF_EACH = 2 * WordBacklog.MOST + 1;
    private static final String LEFT = "SELECT kind FROM word_backlog ORDER BY kind";

    private final WordBacklog backlog = new WordBacklog(DATABASE.pool);

    @BeforeEach
    void what_is_older_than_the_search() {
        for (String table : List.of("comment", "task", "project", "word_backlog")) {
            DATABASE.column("DELETE FROM " + table);
        }
        triggers("DISABLE");
        DATABASE.column("""
                INSERT INTO project (id, workspace_id, name, lead_id, version, created_by, created_at, updated_at)
                SELECT md5('project' || n)::uuid, $1::uuid, 'Apollo', 'anna', 1, 'anna', now(), now() FROM generate_series(1, $2::int) n
                """, ACME, OF_EACH);
        DATABASE.column("""
                INSERT INTO task (id, workspace_id, project_id, title, rank, comment_count, version, built, created_by, created_at,
                                  updated_at)
                SELECT md5('task' || n)::uuid, $1::uuid, md5('project1')::uuid, 'Launch ' || n, 'V' || n || 'V', 0, 1, false, 'anna',
                       now(), now()
                FROM generate_series(1, $2::int) n
                """, ACME, OF_EACH);
        DATABASE.column("""
                INSERT INTO comment
                SELECT md5('comment' || n)::uuid, $1::uuid, md5('task1')::uuid, 'anna', 'Anna', 'Well done', '{}', now()
                FROM generate_series(1, $2::int) n
                """, ACME, OF_EACH);
        triggers("ENABLE");
        DATABASE.column("""
                INSERT INTO word_backlog
                SELECT kind, 'ffffffff-ffff-ffff-ffff-ffffffffffff' FROM unnest(ARRAY['project', 'task', 'comment']) kind
                """);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void each_gets_the_words_that_it_would_have_if_it_were_new_and_then_nothing_is_left_to_do() {
        assertThat(DATABASE.column("SELECT * FROM task_words")).isEmpty();

        int parts = 0;
        while (get(backlog.part())) {
            parts++;
        }

        assertThat(parts).as("three and the end of each kind").isEqualTo(3 * 4);
        assertThat(DATABASE.column(LEFT)).isEmpty();
        assertThat(DATABASE.column("""
                        SELECT 'task' FROM task t LEFT JOIN task_words w ON w.task_id = t.id
                        WHERE w.words IS DISTINCT FROM search_vector(t.workspace_id, title, description)
                           OR w.workspace_id <> t.workspace_id
                        UNION ALL SELECT 'comment' FROM comment c LEFT JOIN comment_words w ON w.comment_id = c.id
                        WHERE w.words IS DISTINCT FROM search_vector(c.workspace_id, NULL, text) OR w.workspace_id <> c.workspace_id
                        UNION ALL SELECT 'project' FROM project
                        WHERE words IS DISTINCT FROM search_vector(workspace_id, name, description)
                        """)).isEmpty();
    }

    @Test
    void the_newest_come_first_and_another_start_goes_on() {
        assertThat(get(backlog.part())).isTrue();
        assertThat(entered()).isEqualTo(newest(WordBacklog.MOST));
        assertThat(get(new WordBacklog(DATABASE.pool).part())).isTrue();
        assertThat(entered()).isEqualTo(newest(2 * WordBacklog.MOST));
    }

    @Test
    void what_was_changed_meanwhile_keeps_its_own_words_and_what_is_new_needs_nobody() {
        DATABASE.column("UPDATE task SET title = 'Land' WHERE id = md5('task7')::uuid");
        DATABASE.column("DELETE FROM task WHERE id = md5('task8')::uuid");
        List<String> changed = DATABASE.column("SELECT ctid::text FROM task_words");

        while (get(backlog.part())) {
            assertThat(DATABASE.column("SELECT ctid::text FROM task_words WHERE task_id = md5('task7')::uuid"))
                    .isEqualTo(changed);
        }
        assertThat(entered()).hasSize(OF_EACH - 1).isEqualTo(newest(OF_EACH));
    }

    /** A change that waited for the other transaction would never end. */
    @Test
    void tasks_are_changed_while_their_words_are_entered_and_of_two_instances_each_takes_another_kind() {
        SqlConnection other = get(DATABASE.pool.getConnection());
        Transaction uncommitted = get(other.begin());
        get(other.query("SELECT kind FROM word_backlog WHERE kind = 'task' FOR UPDATE").execute());
        get(other.query("SELECT id FROM task FOR KEY SHARE").execute());

        DATABASE.column("UPDATE task SET completed_at = now(), title = 'Land'");
        while (get(backlog.part())) {
            assertThat(DATABASE.column(LEFT)).contains("task");
        }
        assertThat(DATABASE.column(LEFT)).containsExactly("task");

        get(uncommitted.rollback());
        get(other.close());
    }

    @Test
    void it_goes_on_by_itself_until_everything_is_entered() {
        Vertx vertx = Vertx.vertx();
        get(vertx.deployVerticle(backlog));
        await().untilAsserted(() -> assertThat(DATABASE.column(LEFT)).isEmpty());
        get(vertx.close());
        assertThat(entered()).hasSize(OF_EACH);
    }

    private static List<String> entered() {
        return DATABASE.column("SELECT task_id FROM task_words ORDER BY task_id DESC");
    }

    private static List<String> newest(int count) {
        return DATABASE.column("SELECT id FROM task ORDER BY id DESC LIMIT $1", count);
    }

    private static void triggers(String become) {
        for (String table : List.of("project", "task", "comment")) {
            DATABASE.column("ALTER TABLE " + table + " " + become + " TRIGGER USER");
        }
    }
}
