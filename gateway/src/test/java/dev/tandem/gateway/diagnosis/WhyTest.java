package dev.tandem.gateway.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From any id to what became of it, with services that only say what they are told to say. */
@Timeout(120)
final class WhyTest {

    /** With the database of the others, for all consume one queue; with services of its own, which others do not ask. */
    private static RunningGateway gateway;

    private final Story story = new Story(gateway);
    private final UUID letter = UuidCreator.getTimeOrderedEpoch();

    @BeforeAll
    static void start() {
        gateway = RunningGateway.another("gateway", Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.stop();
    }

    @BeforeEach
    void nothing_is_dead() {
        gateway.deadLetters.answer("/v1/admin/dead-letters", uri -> new JsonObject().put("items", new JsonArray()));
    }

    @AfterEach
    void everybody_is_well() {
        gateway.deadLetters.fallIll(false);
        await().untilAsserted(() -> assertThat(
                        gateway.operate("GET", "/v1/admin/consumers", "").status())
                .isEqualTo(200));
    }

    @Test
    void a_correlation_id_leads_to_the_operation_its_letter_the_cause_and_what_mends_it() {
        UUID operation = story.accepted();
        isGivenUp(operation);

        JsonObject told = why("correlation-of-" + story.user);

        assertThat(told.getJsonArray("operations").getJsonObject(0).getString("id"))
                .isEqualTo(operation.toString());
        assertThat(told.getJsonArray("causes").encode()).contains("no such table");
        assertThat(told.getJsonArray("mend").getJsonObject(0).getString("href"))
                .isEqualTo("/v1/admin/dead-letters/" + letter + ":replay");
        assertThat(told.getJsonArray("deadLetters").getJsonObject(0).getString("id"))
                .isEqualTo(letter.toString());
        assertThat(told.getJsonArray("deadLetters").encode()).doesNotContain("confidential");
        assertThat(told.getJsonObject("traces").getJsonArray("ids"))
                .containsExactly("0af7651916cd43dd8448eb211c80319c");
        assertThat(told.getJsonObject("traces").getJsonArray("tags"))
                .containsExactly("tandem.operation.id=" + operation);
        assertThat(told.getJsonArray("unavailable")).isEmpty();
    }

    @Test
    void what_is_tried_again_tells_operators_why_it_failed() {
        UUID operation = story.accepted();
        story.isRetried(operation);
        await().untilAsserted(() ->
                assertThat(story.shown(operation).getString("status")).isEqualTo("retrying"));

        JsonObject told = why(operation.toString());

        assertThat(told.getJsonArray("causes")).containsExactly("It is tried again.");
        assertThat(told.getJsonArray("summary").getString(0)).contains("tried again by itself, attempt 2");
        assertThat(told.getJsonArray("mend").getJsonObject(0).getString("runbook"))
                .endsWith("#retriesrising");
        assertThat(story.shown(operation).encode())
                .as("not the user's business")
                .doesNotContain("It is tried again.");
    }

    @Test
    void operation_target_and_letter_lead_to_the_same() {
        UUID operation = story.accepted();
        String target = story.shown(operation).getJsonObject("target").getString("id");
        isGivenUp(operation);

        for (String id : new String[] {operation.toString(), target, letter.toString()}) {
            JsonObject told = why(id);
            assertThat(told.getJsonArray("operations").getJsonObject(0).getString("id"))
                    .as(id)
                    .isEqualTo(operation.toString());
            assertThat(told.getJsonArray("deadLetters")).as(id).hasSize(1);
        }
    }

    @Test
    void a_notification_leads_to_the_operation_that_brought_it() {
        UUID event = UuidCreator.getTimeOrderedEpoch();
        UUID notification = UuidCreator.getTimeOrderedEpoch();
        Answer made = gateway.post(
                story.user, "/v1/projects", "{\"workspaceId\": \"" + UUID.randomUUID() + "\", \"name\": \"Apollo\"}");
        UUID operation = UUID.fromString(made.json().getString("id"));
        story.succeeds(operation, event);
        await().untilAsserted(() ->
                assertThat(story.shown(operation).getBoolean("done")).isTrue());
        gateway.notifier.answer(
                "/v1/admin/notifications/" + notification,
                uri -> new JsonObject()
                        .put("id", notification.toString())
                        .put("userId", "dave")
                        .put("kind", "project.created")
                        .put("createdAt", "2026-11-21T09:45:00Z")
                        .put("projectId", made.json().getJsonObject("target").getString("id"))
                        .put("eventId", event.toString()));

        JsonObject told = why(notification.toString());

        assertThat(told.getJsonArray("operations").getJsonObject(0).getString("id"))
                .isEqualTo(operation.toString());
        assertThat(told.getJsonArray("summary").encode()).contains("inbox of dave", "succeeded");
        assertThat(told.getJsonArray("mend")).isEmpty();
    }

    @Test
    void a_request_that_was_refused_is_told_with_why() {
        Answer refused = gateway.post(story.user, "/v1/workspaces", "{\"name\": 7}");
        assertThat(refused.status()).isEqualTo(422);

        JsonObject told = why("correlation-of-" + story.user);

        assertThat(told.getJsonArray("refusedRequests")).singleElement().satisfies(each -> {
            assertThat(((JsonObject) each).getInteger("status")).isEqualTo(422);
            assertThat(((JsonObject) each).getString("userId")).isEqualTo(story.user);
            assertThat(((JsonObject) each).getString("path")).isEqualTo("/v1/workspaces");
        });
        assertThat(told.getJsonArray("summary").getString(0)).contains("POST /v1/workspaces by " + story.user, "422");
    }

    @Test
    void a_service_that_is_away_is_named_as_what_may_know_more() {
        UUID operation = story.accepted();
        gateway.deadLetters.fallIll(true);

        JsonObject told = why(operation.toString());

        assertThat(told.getJsonArray("operations")).hasSize(1);
        assertThat(told.getJsonArray("unavailable")).contains("dead-letters");
        assertThat(gateway.operate("GET", "/v1/admin/why/" + UUID.randomUUID(), "")
                        .status())
                .as("nobody knows whether it is unknown")
                .isEqualTo(503);
    }

    @Test
    void what_nobody_knows_is_not_found_and_what_is_no_id_is_refused() {
        assertThat(gateway.operate("GET", "/v1/admin/why/" + UUID.randomUUID(), "")
                        .status())
                .isEqualTo(404);
        assertThat(gateway.operate("GET", "/v1/admin/why/a%20b", "").status()).isEqualTo(400);
        assertThat(gateway.get(story.user, "/v1/admin/why/" + UUID.randomUUID()).status())
                .isEqualTo(403);
    }

    private void isGivenUp(UUID operation) {
        JsonObject summary = new JsonObject()
                .put("id", letter.toString())
                .put("state", "open")
                .put("consumer", "project-service.commands")
                .put("type", "dev.tandem.workspace.create.v1")
                .put("operationId", operation.toString())
                .put("attempts", 6)
                .put("diedAt", "2026-11-21T09:46:01Z")
                .put("error", "no such table");
        gateway.deadLetters.answer(
                "/v1/admin/dead-letters",
                uri -> uri.contains("about=")
                        ? new JsonObject().put("items", new JsonArray().add(summary))
                        : summary.copy()
                                .put("body", "confidential")
                                .put("traceId", "0af7651916cd43dd8448eb211c80319c")
                                .put("attemptHistory", new JsonArray()));
    }

    private JsonObject why(String id) {
        Answer answer = gateway.operate("GET", "/v1/admin/why/" + id, "");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }
}
