package dev.tandem.local.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ExplainedTest {

    private final JsonObject explanation = new JsonObject()
            .put("summary", new JsonArray().add("It waits.").add("It was given up."))
            .put("causes", new JsonArray().add("relation \"project\" does not exist"))
            .put(
                    "mend",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("what", "Send it again.")
                                    .put("href", "/v1/admin/dead-letters/l1:replay")
                                    .put("runbook", "docs/operations.md#deadletters"))
                            .add(new JsonObject()
                                    .put("what", "Look.")
                                    .put("runbook", "docs/operations.md#consumerlag")))
            .put(
                    "traces",
                    new JsonObject().put("ids", new JsonArray().add("0af7")).put("tags", new JsonArray()))
            .put("operations", new JsonArray().add(new JsonObject().put("id", "o1")))
            .put(
                    "deadLetters",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put(
                                            "attemptHistory",
                                            new JsonArray()
                                                    .add(new JsonObject()
                                                            .put("at", "2026-11-21T09:45:00Z")
                                                            .put("error", "no such table")))))
            .put("unavailable", new JsonArray());

    @Test
    void it_reads_from_what_happened_to_the_command_that_mends_it() {
        assertThat(new Explained(explanation.encode(), "./tandem", URI.create("http://localhost:8080")).lines())
                .containsExactly(
                        "what      It waits.",
                        "          It was given up.",
                        "why       relation \"project\" does not exist",
                        "attempts  2026-11-21T09:45:00Z  no such table",
                        "traces    ./tandem trace o1",
                        "          trace 0af7",
                        "do        Send it again. (docs/operations.md#deadletters)",
                        "          curl -sS -X POST -H \"Authorization: Bearer $(./tandem token operator --ops)\""
                                + " http://localhost:8080/v1/admin/dead-letters/l1:replay",
                        "          Look. (docs/operations.md#consumerlag)");
    }

    @Test
    void another_port_and_who_did_not_answer_are_told() {
        JsonObject other = explanation.copy().put("unavailable", new JsonArray().add("dead-letters"));

        assertThat(new Explained(other.encode(), "./tandem", URI.create("http://localhost:9000")).lines())
                .contains(
                        "traces    ./tandem trace o1 --port 9000",
                        "unknown   dead-letters did not answer; it may know more")
                .anySatisfy(line -> assertThat(line).contains("token operator --ops --port 9000"));
    }

    @Test
    void a_problem_is_told_by_its_sentence() {
        assertThat(Explained.detail("{\"title\": \"No\", \"detail\": \"Nothing has this id.\"}"))
                .isEqualTo("Nothing has this id.");
        assertThat(Explained.detail("<html>")).isEqualTo("<html>");
    }
}
