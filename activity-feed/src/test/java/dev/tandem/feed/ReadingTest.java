package dev.tandem.feed;

import static dev.tandem.feed.Facts.aProjectCreated;
import static dev.tandem.feed.Facts.anId;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.ProjectCreated;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads feeds over HTTP: pagination, permissions and strict parameters. */
class ReadingTest {

    private static final Instant START = Instant.parse("2026-11-01T10:00:00.123456Z");

    private final RunningFeed feed = RunningFeed.get();
    private final UUID workspace = anId();
    private final UUID project = anId();

    @BeforeEach
    void annaIsAMember() {
        feed.projects.member(workspace, "anna", "viewer");
        feed.projects.project(project, workspace);
    }

    @Test
    void an_entry_is_told_as_data_and_as_a_sentence() {
        ProjectCreated fact = aProjectCreated(workspace, project, "Apollo");
        var envelope = envelope(fact, workspace, "anna", START);
        feed.publish(envelope, fact);
        awaitEntries(1);

        assertThat(read(ofProject(), "anna").getJsonArray("items").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("id", envelope.id().toString())
                        .put("workspaceId", workspace.toString())
                        .put("projectId", project.toString())
                        .put("actor", new JsonObject().put("id", "anna").put("name", "Anna"))
                        .put("verb", "project.created")
                        .put(
                                "object",
                                new JsonObject()
                                        .put("type", "project")
                                        .put("id", project.toString())
                                        .put("name", "Apollo"))
                        .put("at", START.toString())
                        .put(
                                "message",
                                new JsonObject()
                                        .put("key", "project.created")
                                        .put("arguments", new JsonObject().put("project", "Apollo")))
                        .put("summary", "Anna created the project Apollo"));
    }

    @Test
    void pages_neither_repeat_nor_skip_while_entries_arrive() {
        IntStream.range(0, 7).forEach(i -> happens("P" + i, START.plusMillis(i / 2)));
        awaitEntries(7);
        List<String> whole = summaries(read(ofWorkspace(), "anna"));

        List<String> paged = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 4; page++) {
            JsonObject answer = read(ofWorkspace() + "?limit=2" + cursor, "anna");
            paged.addAll(summaries(answer));
            Instant newest = page == 0 ? START.plusMillis(3) : START.plusSeconds(page);
            assertThat(answer.getJsonObject("asOf").getString("at")).isEqualTo(newest.toString());
            happens("newer" + page, START.plusSeconds(page + 1L));
            awaitEntries(8 + page);
            cursor = "&cursor=" + answer.getString("nextCursor");
            assertThat(answer.containsKey("nextCursor")).isTrue();
            assertThat(answer.getString("nextCursor") == null).isEqualTo(page == 3);
        }

        assertThat(paged).isEqualTo(whole).hasSize(7);
    }

    @Test
    void pages_neither_repeat_nor_skip_while_older_entries_arrive_late() {
        IntStream.range(0, 12).forEach(i -> happens("P" + i, START.plusMillis(i / 2)));
        awaitEntries(12);
        List<String> present = ids(read(ofProject(), "anna"));

        List<String> paged = new ArrayList<>();
        String next = "";
        for (int page = 0; next != null && page < 20; page++) {
            JsonObject answer = read(ofProject() + "?limit=3" + (next.isEmpty() ? "" : "&cursor=" + next), "anna");
            paged.addAll(ids(answer));
            next = answer.getString("nextCursor");
            if (page < 5) {
                happens("newest", START.plusSeconds(1));
                happens("at the same time as some", START.plusMillis(3));
                happens("between", START.plusMillis(page).plusNanos(500_000));
                happens("oldest", START.minusSeconds(1));
                awaitEntries(12 + 4 * (page + 1));
            }
        }

        assertThat(paged).doesNotHaveDuplicates().containsSubsequence(present);
        assertThat(paged.size()).as("some that came late are shown").isGreaterThan(present.size());
    }

    @Test
    void a_project_shows_its_own_entries_only() {
        happens("mine", START);
        ProjectCreated other = aProjectCreated(workspace, anId(), "other");
        feed.publish(envelope(other, workspace, "anna", START), other);
        awaitEntries(2);

        assertThat(summaries(read(ofProject(), "anna"))).containsExactly("Anna created the project mine");
    }

    @Test
    void nothing_crosses_to_another_workspace() {
        UUID elsewhere = anId();
        feed.projects.member(elsewhere, "eve", "owner");
        happens("secret", START);
        ProjectCreated sameId = aProjectCreated(elsewhere, project, "of the same id");
        feed.publish(envelope(sameId, elsewhere, "eve", START), sameId);
        awaitEntries(1);
        await().untilAsserted(() -> assertThat(summaries(read("/v1/workspaces/" + elsewhere + "/activity", "eve")))
                .hasSize(1));

        assertThat(feed.get(ofWorkspace(), "eve").status()).isEqualTo(404);
        assertThat(feed.get(ofProject(), "eve").status()).isEqualTo(404);
        assertThat(summaries(read(ofProject(), "anna"))).containsExactly("Anna created the project secret");
    }

    @Test
    void a_refusal_and_an_outage_of_project_service_are_passed_on() {
        feed.projects.member(workspace, "mallory", "barred");

        assertThat(feed.get(ofWorkspace(), "mallory"))
                .returns(403, Answer::status)
                .returns("application/problem+json", Answer::contentType);
        feed.projects.ill(true);
        try {
            assertThat(feed.get(ofProject(), "anna").status()).isEqualTo(503);
        } finally {
            feed.projects.ill(false);
        }
        await().untilAsserted(
                        () -> assertThat(feed.get(ofProject(), "anna").status()).isEqualTo(200));
    }

    @Test
    void without_a_token_nothing_is_told() {
        assertThat(feed.get(ofWorkspace(), null).status()).isEqualTo(401);
        assertThat(feed.get(ofProject(), null).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=ten",
                "limit=",
                "limit=-1",
                "limit=5&limit=6",
                "cursor=",
                "cursor=%25",
                "cursor=AAAA",
                "cursor=f____________________________________f",
                "page=2",
                "cursor=a&cursor=b"
            })
    void a_query_that_is_not_understood_is_refused(String query) {
        assertThat(feed.get(ofWorkspace() + "?" + query, "anna"))
                .returns(400, Answer::status)
                .returns("application/problem+json", Answer::contentType);
        assertThat(feed.get(ofProject() + "?" + query, "anna").status()).isEqualTo(400);
    }

    @Test
    void an_id_that_is_none_is_refused() {
        assertThat(feed.get("/v1/projects/1-1-1-1-1/activity", "anna").status()).isEqualTo(400);
        assertThat(feed.get("/v1/workspaces/none/activity", "anna").status()).isEqualTo(400);
    }

    @Test
    void it_is_ready() {
        Answer answer = feed.get("/health/ready", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(feed.health().getJsonArray("checks").stream().map(check -> ((JsonObject) check).getString("name")))
                .contains("database", "tokens", "broker", "consumers", "handling", "project-service");
    }

    private void happens(String name, Instant at) {
        ProjectCreated fact = aProjectCreated(workspace, project, name);
        feed.publish(envelope(fact, workspace, "anna", at), fact);
    }

    private void awaitEntries(int count) {
        await().untilAsserted(
                        () -> assertThat(summaries(read(ofWorkspace(), "anna"))).hasSize(count));
    }

    private String ofWorkspace() {
        return "/v1/workspaces/" + workspace + "/activity";
    }

    private String ofProject() {
        return "/v1/projects/" + project + "/activity";
    }

    private JsonObject read(String path, String userId) {
        Answer answer = feed.get(path, userId);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> summaries(JsonObject page) {
        return each(page, "summary");
    }

    private static List<String> ids(JsonObject page) {
        return each(page, "id");
    }

    private static List<String> each(JsonObject page, String member) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString(member))
                .toList();
    }
}
