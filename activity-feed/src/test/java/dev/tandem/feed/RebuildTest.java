package dev.tandem.feed;

import static dev.tandem.feed.Facts.aProjectCreated;
import static dev.tandem.feed.Facts.anId;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.feed.entry.FeedProjection;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rebuilds the feed from the log, as an operator does. */
@Timeout(60)
class RebuildTest {

    private static final String REBUILDS = "/v1/admin/rebuilds";
    private static final String FEED = "{\"consumer\": \"activity-feed.events\"}";

    private final RunningFeed feed = RunningFeed.get();
    private final FeedTable table = new FeedTable();
    private final UUID workspace = anId();

    @BeforeEach
    void annaMayRead() {
        feed.projects.member(workspace, "anna", "member");
    }

    @AfterEach
    void close() {
        table.close();
    }

    @Test
    void a_feed_that_is_read_and_written_all_the_while_is_afterwards_as_it_was() {
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            published.add(publish("P" + i));
        }
        for (Fact fact : Facts.aProjectsLife(workspace, anId())) {
            published.add(publish(fact));
        }
        consumed(published);
        Map<String, String> before = table.rows();

        Answer accepted = feed.operate("POST", REBUILDS, FEED);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().getString("status")).isEqualTo("running");
        while (!get(accepted).getBoolean("done")) {
            published.add(publish("during"));
            Answer read = feed.get("/v1/workspaces/" + workspace + "/activity", "anna");
            assertThat(read.status()).as(read.response().body()).isEqualTo(200);
            assertThat(read.json().getJsonArray("items")).hasSize(50);
        }
        published.add(publish("after"));

        consumed(published);
        JsonObject rebuilt = get(accepted);
        assertThat(rebuilt.getString("status")).as(rebuilt.encode()).isEqualTo("succeeded");
        assertThat(rebuilt.getJsonObject("result").getJsonObject("differences").getInteger("count"))
                .as(rebuilt.encode())
                .isZero();
        assertThat(rebuilt.getJsonObject("progress").getLong("eventsRead")).isGreaterThanOrEqualTo(200);
        assertThat(table.rows()).containsAllEntriesOf(before);
    }

    @Test
    void a_damaged_feed_is_mended_and_what_was_wrong_is_told() {
        UUID lost = publish("lost");
        UUID changed = publish("changed");
        consumed(List.of(lost, changed));
        Map<String, String> whole = table.rows();
        UUID invented = anId();
        UUID ancient = anId();
        table.run("DELETE FROM feed_entry WHERE event_id = '" + lost + "'");
        table.run("UPDATE feed_entry SET summary = 'nonsense', workspace_id = '" + anId() + "' WHERE event_id = '"
                + changed + "'");
        enter(invented, "now()");
        enter(ancient, "now() - interval '40 days'");

        JsonObject result = rebuilt().getJsonObject("result");

        JsonObject differences = result.getJsonObject("differences");
        assertThat(differences.getInteger("onlyInNew")).as(result.encode()).isEqualTo(1);
        assertThat(differences.getInteger("onlyInOld")).isEqualTo(1);
        assertThat(differences.getInteger("changed")).isEqualTo(1);
        assertThat(differences.getInteger("count")).isEqualTo(3);
        assertThat(differences.getInteger("carriedOver")).isGreaterThanOrEqualTo(1);
        assertThat(differences.getJsonArray("examples").stream()
                        .map(example -> ((JsonObject) example).getString("key")))
                .containsExactlyInAnyOrder(lost.toString(), changed.toString(), invented.toString());
        Map<String, String> after = table.rows();
        assertThat(after).containsKey(ancient.toString()).containsAllEntriesOf(whole);
        assertThat(after).hasSize(whole.size() + 1);
        table.run("DELETE FROM feed_entry WHERE event_id = '" + ancient + "'");
    }

    @Test
    void an_entry_of_an_event_that_the_log_lost_stays_for_the_inbox_vouches_for_it() {
        ProjectCreated fact = aProjectCreated(workspace, anId(), "not in the log");
        Envelope envelope = envelope(fact, workspace);
        feed.bus.send("", FeedProjection.QUEUE, CloudEvents.SINGLE, CloudEvents.write(envelope, fact));
        consumed(List.of(envelope.id()));

        JsonObject result = rebuilt().getJsonObject("result");

        assertThat(result.getJsonObject("differences").getInteger("count"))
                .as(result.encode())
                .isZero();
        assertThat(table.rows()).containsKey(envelope.id().toString());
    }

    @Test
    void the_second_request_waits_for_the_end_of_the_first_which_can_be_cancelled() {
        UUID id = anId();
        table.run("INSERT INTO rebuild (id, consumer, status, requested_by, attempts, updated_at) VALUES ('" + id
                + "', 'activity-feed.events', 'running', 'oscar', 1, now() + interval '1 hour')");
        String self = REBUILDS + "/activity-feed.events/" + id;

        Answer second = feed.operate("POST", REBUILDS, FEED);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.contentType()).isEqualTo("application/problem+json");
        assertThat(feed.operate("GET", self, null).json().getString("requestedBy"))
                .isEqualTo("oscar");

        Answer cancelled = feed.operate("POST", self + ":cancel", null);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().getString("status")).isEqualTo("cancelled");
        assertThat(cancelled.json().getBoolean("done")).isTrue();
        assertThat(feed.operate("POST", self + ":cancel", null).status()).isEqualTo(409);
        Answer list = feed.operate("GET", REBUILDS + "?consumer=activity-feed.events", null);
        assertThat(list.items("id")).contains(id.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/admin/rebuilds",
                "GET /v1/admin/rebuilds",
                "GET /v1/admin/rebuilds/activity-feed.events/01900000-0000-7000-8000-000000000000",
                "POST /v1/admin/rebuilds/activity-feed.events/01900000-0000-7000-8000-000000000000:cancel"
            })
    void who_is_no_operator_gets_403_and_changes_nothing(String request) {
        Object before = table.ask("SELECT count(*) FROM rebuild");
        String[] parts = request.split(" ");
        assertThat(feed.tryToOperate(parts[0], parts[1], parts[0].equals("POST") ? FEED : null)
                        .status())
                .isEqualTo(403);
        assertThat(feed.get(parts[1], null).status()).isEqualTo(401);
        assertThat(table.ask("SELECT count(*) FROM rebuild")).isEqualTo(before);
    }

    @Test
    void bad_input_is_told_what_is_wrong_with_it() {
        assertThat(feed.operate("POST", REBUILDS, "{\"consumer\": \"nobody\"}").violations())
                .containsExactly("/consumer");
        assertThat(feed.operate("POST", REBUILDS, "{}").status()).isEqualTo(422);
        assertThat(feed.operate("POST", REBUILDS, "{\"consumer\": 7, \"force\": true}")
                        .violations())
                .containsExactlyInAnyOrder("/consumer", "/force");
        assertThat(feed.operate("POST", REBUILDS, "[]").status()).isEqualTo(400);
        assertThat(feed.operate("GET", REBUILDS + "?consumer=nobody", null).status())
                .isEqualTo(404);
        assertThat(feed.operate("GET", REBUILDS + "?state=done", null).status()).isEqualTo(400);
        assertThat(feed.operate("GET", REBUILDS + "/activity-feed.events/" + anId(), null)
                        .status())
                .isEqualTo(404);
        assertThat(feed.operate("GET", REBUILDS + "/activity-feed.events/seven", null)
                        .status())
                .isEqualTo(400);
        assertThat(feed.operate("POST", REBUILDS + "/activity-feed.events/" + anId() + ":cancel", null)
                        .status())
                .isEqualTo(404);
        assertThat(feed.operate("POST", REBUILDS + "/activity-feed.events/" + anId() + ":explode", null)
                        .status())
                .isEqualTo(404);
    }

    private JsonObject rebuilt() {
        Answer accepted = feed.operate("POST", REBUILDS, FEED);
        assertThat(accepted.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> get(accepted).getBoolean("done"));
        JsonObject rebuild = get(accepted);
        assertThat(rebuild.getString("status")).as(rebuild.encode()).isEqualTo("succeeded");
        return rebuild;
    }

    private JsonObject get(Answer accepted) {
        Answer answer = feed.operate("GET", accepted.header("Location"), null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private UUID publish(String name) {
        return publish(aProjectCreated(workspace, anId(), name));
    }

    private UUID publish(Fact fact) {
        Envelope envelope = envelope(fact, workspace);
        feed.publish(envelope, fact);
        return envelope.id();
    }

    private void consumed(List<UUID> events) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(table.rows().keySet())
                        .containsAll(events.stream().map(UUID::toString).toList()));
    }

    private void enter(UUID event, String at) {
        table.run("INSERT INTO feed_entry (event_id, workspace_id, at, verb, object_type, object_id, summary) VALUES ('"
                + event + "', '" + workspace + "', " + at + ", 'project.created', 'project', 'x', 'invented')");
    }
}
