package dev.tandem.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes archived facts by hand, as somebody with access to the database could, and checks the chain. */
class ChainTest {

    private final RunningAnalytics analytics = RunningAnalytics.get();
    private final History history = new History();

    @BeforeEach
    void tenFactsAreArchived() {
        analytics.projects.member(history.workspace, "anna", "owner");
        Instant start = Instant.parse("2026-03-01T08:00:00Z");
        UUID project = history.project(start, "anna");
        for (int i = 1; i < 10; i++) {
            history.task(start.plusSeconds(i), "bob", project, null, "carol", null);
        }
        analytics.archive(history.happenings);
        assertThat(check().getBoolean("intact")).isTrue();
    }

    /** Otherwise a rebuild would find it. */
    @AfterEach
    void forget() {
        for (String table : List.of("fact", "measure", "task", "actor")) {
            hand("DELETE FROM " + table + " WHERE workspace_id = '%s'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "at = at + interval '1 microsecond' ; changed",
                "type = 'task.moved' ; changed",
                "actor_id = 'mallory' ; changed",
                "people = '{}' ; changed",
                "salt = NULL ; changed",
                "data = data || '{\"title\": \"Other\"}' ; changed",
                "sequence = 99 ; changed",
                "task_id = project_id ; changed",
                "correlation_id = 'other' ; changed",
                "operation_id = NULL ; changed",
                "people_hash = sha256('x') ; changed",
                "hash = sha256('x') ; changed",
            })
    void a_changed_row_is_found(String change, String fault) {
        hand("UPDATE fact SET " + change + " WHERE workspace_id = '%s' AND no = 5");

        assertThat(faults()).containsAnyOf(fault + " 5", fault + " 6");
    }

    @Test
    void a_changed_row_whose_hash_was_made_anew_is_found_by_the_next() {
        hand("""
                UPDATE fact SET actor_id = NULL, people_hash = people_hash(salt, NULL, people),
                    hash = linked((SELECT hash FROM fact WHERE workspace_id = '%1$s' AND no = 4),
                                  fact_content(workspace_id, no, event_id, at, type, sequence, project_id, task_id, correlation_id, operation_id,
                                               people_hash(salt, NULL, people), data))
                WHERE workspace_id = '%1$s' AND no = 5
                """);

        assertThat(faults()).containsExactly("changed 6");
    }

    @ParameterizedTest
    @CsvSource({"1, missing-before 2", "5, missing-before 6", "10, missing-after 9"})
    void a_removed_row_is_found(int no, String fault) {
        hand("DELETE FROM fact WHERE workspace_id = '%s' AND no = " + no);

        assertThat(faults()).containsExactly(fault);
    }

    @Test
    void a_row_that_is_added_in_the_middle_or_at_the_end_is_found() {
        hand("""
                INSERT INTO fact SELECT gen_random_uuid(), archived_at, workspace_id, no, at, type, sequence, project_id, task_id,
                    actor_id, actor_no, correlation_id, operation_id, people, data, salt, people_hash, hash
                FROM fact WHERE workspace_id = '%s' AND no = 5
                """);
        assertThat(faults()).containsExactly("added 5");

        hand("""
                INSERT INTO fact SELECT event_id, now(), workspace_id, 11, at, type, sequence, project_id, task_id, actor_id, actor_no,
                    correlation_id, operation_id, people, data, salt, people_hash,
                    linked((SELECT hash FROM fact WHERE workspace_id = '%1$s' AND no = 10),
                           fact_content(workspace_id, 11, event_id, at, type, sequence, project_id, task_id, correlation_id, operation_id,
                                        people_hash, data))
                FROM fact WHERE workspace_id = '%1$s' AND no = 1
                """);
        assertThat(faults()).contains("added 11");
    }

    @Test
    void a_chain_is_checked_in_parts() {
        JsonObject rest = analytics.json(path() + "?after=4", "anna");

        assertThat(rest.getLong("checked")).isEqualTo(6);
        assertThat(rest.getBoolean("intact")).isTrue();
        assertThat(rest.getValue("next")).isNull();
        assertThat(rest.getJsonObject("head").getLong("number")).isEqualTo(10);
    }

    private void hand(String statement) {
        analytics.sql(statement.formatted(history.workspace));
    }

    private List<String> faults() {
        return check().getJsonArray("faults").stream()
                .map(JsonObject.class::cast)
                .map(fault -> fault.getString("fault") + " " + fault.getLong("number"))
                .toList();
    }

    private JsonObject check() {
        return analytics.json(path(), "anna");
    }

    private String path() {
        return "/v1/workspaces/" + history.workspace + "/audit/chain";
    }
}
