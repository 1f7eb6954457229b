package dev.tandem.feed;

import static dev.tandem.feed.Facts.aProjectCreated;
import static dev.tandem.feed.Facts.anId;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows events from the broker to the feed as clients read it. */
class ConsumingTest {

    private final RunningFeed feed = RunningFeed.get();
    private final UUID workspace = anId();

    @BeforeEach
    void annaMayRead() {
        feed.projects.member(workspace, "anna", "member");
    }

    @Test
    void every_event_delivered_twice_appears_once() {
        Instant start = Instant.now();
        List<Fact> facts = List.of(
                new WorkspaceCreated(workspace, "Acme", Facts.ANNA),
                new MemberAdded(workspace, "bob", Role.member, null, "Bob", null),
                new MemberChanged(workspace, "bob", Role.admin, null, "Bob", null),
                aProjectCreated(workspace),
                new MemberRemoved(workspace, "bob"));
        for (int i = 0; i < facts.size(); i++) {
            Envelope envelope = envelope(facts.get(i), workspace, "anna", start.plusMillis(i));
            feed.publish(envelope, facts.get(i));
            feed.publish(envelope, facts.get(i));
        }
        sentinel(start.plusMillis(99));

        assertThat(summaries())
                .containsExactly(
                        "Anna created the project the sentinel",
                        "anna removed bob",
                        "Anna created the project Apollo",
                        "anna changed the membership of Bob, now admin",
                        "anna added Bob as member",
                        "Anna created the workspace Acme");
    }

    @Test
    void whatever_happens_in_a_project_is_in_its_feed_once_and_in_the_order_in_which_it_happened() {
        UUID project = anId();
        feed.projects.project(project, workspace);
        Instant start = Instant.now();
        List<Fact> life = Facts.aProjectsLife(workspace, project);
        for (int i = life.size() - 1; i >= 0; i--) {
            Envelope envelope = envelope(life.get(i), workspace, "anna", start.plusMillis(i));
            feed.publish(envelope, life.get(i));
            feed.publish(envelope, life.get(i));
        }
        sentinel(start.plusMillis(99));

        List<JsonObject> items = items("/v1/projects/" + project + "/activity");
        assertThat(items).extracting(item -> item.getString("verb")).containsExactlyElementsOf(newestFirst(life));
        assertThat(items.get(5).remove("id")).isNotNull();
        assertThat(items.get(5).remove("at")).isNotNull();
        CommentAdded comment = (CommentAdded) life.get(14);
        assertThat(items.get(5))
                .isEqualTo(new JsonObject()
                        .put("workspaceId", workspace.toString())
                        .put("projectId", project.toString())
                        .put("taskId", comment.taskId().toString())
                        .put("actor", new JsonObject().put("id", "anna").put("name", "Anna"))
                        .put("verb", "comment.added")
                        .put(
                                "message",
                                new JsonObject()
                                        .put("key", "comment.added")
                                        .put(
                                                "arguments",
                                                new JsonObject()
                                                        .put("task", "Write the tests")
                                                        .put("excerpt", "Well done, @carol")))
                        .put(
                                "object",
                                new JsonObject()
                                        .put("type", "comment")
                                        .put("id", comment.commentId().toString()))
                        .put("summary", "Anna commented on Write the tests: Well done, @carol"));
        assertThat(items.get(16).getValue("actor")).as("who set the project up").isNull();
    }

    @Test
    void of_a_comment_only_its_last_state_is_told_in_whatever_order_that_comes() {
        UUID project = anId();
        UUID task = anId();
        feed.projects.project(project, workspace);
        String path = "/v1/projects/" + project + "/activity";
        List<List<Integer>> orders = List.of(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 0), List.of(0, 1));
        List<String> last = new ArrayList<>();
        for (List<Integer> order : orders) {
            UUID comment = anId();
            List<Fact> facts = List.of(
                    new CommentAdded(
                            comment, task, project, workspace, "T", "secret", List.of(), null, "anna", Facts.ANNA),
                    new CommentEdited(comment, task, project, workspace, "T", "mild", List.of(), Facts.ANNA),
                    new CommentDeleted(comment, task, project, workspace, "T", "anna", Facts.ANNA));
            order.forEach(i ->
                    feed.publish(Facts.envelope(facts.get(i), workspace, "anna", Instant.now(), i + 1), facts.get(i)));
            last.add(order.contains(2) ? "Anna deleted a comment on T" : "Anna edited a comment on T: mild");
        }
        sentinel(Instant.now());

        await().untilAsserted(() -> assertThat(items(path))
                .extracting(item -> item.getString("summary"))
                .containsExactlyInAnyOrderElementsOf(last));
    }

    @Test
    void of_a_task_that_was_removed_for_good_nothing_is_left() {
        UUID project = anId();
        UUID task = anId();
        UUID other = anId();
        feed.projects.project(project, workspace);
        Instant start = Instant.now();
        List<Fact> facts = List.of(
                new TaskCreated(task, project, workspace, "Secret", null, null, null, null, null, Facts.ANNA),
                new CommentAdded(
                        anId(), task, project, workspace, "Secret", "Hush", List.of(), null, "anna", Facts.ANNA),
                new TaskCreated(other, project, workspace, "Public", null, null, null, null, null, Facts.ANNA),
                new TaskDeleted(task, project, workspace, "Secret", false, null, "anna", Facts.ANNA));
        for (int i = 0; i < facts.size(); i++) {
            feed.publish(envelope(facts.get(i), workspace, "anna", start.plusMillis(i)), facts.get(i));
        }
        String path = "/v1/projects/" + project + "/activity";
        await().untilAsserted(() -> assertThat(items(path)).hasSize(4));

        TaskPurged elsewhere = new TaskPurged(other, project, anId());
        feed.publish(envelope(elsewhere, elsewhere.workspaceId(), null, start.plusMillis(10)), elsewhere);
        TaskPurged purged = new TaskPurged(task, project, workspace);
        feed.publish(envelope(purged, workspace, null, start.plusMillis(11)), purged);
        sentinel(start.plusMillis(99));

        await().untilAsserted(() -> assertThat(items(path))
                .extracting(item -> item.getString("summary"))
                .containsExactly("Anna created the task Public"));
    }

    @Test
    void a_packed_message_becomes_an_entry_for_each_event() {
        List<Buffer> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ProjectCreated fact = aProjectCreated(workspace, anId(), "P" + i);
            events.add(CloudEvents.write(envelope(fact, workspace), fact));
        }
        events.add(events.get(3));
        feed.bus.publishPacked("events", "project.created", events);

        await().untilAsserted(() -> assertThat(items()).hasSize(10));
        sentinel(Instant.now());
        assertThat(items()).hasSize(11);
    }

    @Test
    void a_poison_event_dies_and_its_neighbours_live() {
        String unknown = "unknown-" + anId();
        String later = "later-" + anId();
        String unwritable = "unwritable-" + anId();
        String foreign = "foreign-" + anId();
        String garbage = "garbage-" + anId();
        List<Buffer> events = new ArrayList<>();
        events.add(written("A", workspace, "anna"));
        events.add(
                Buffer.buffer(new JsonObject(written(unknown, workspace, "anna").toString())
                        .put("type", "dev.tandem.project.imagined.v1")
                        .encode()));
        events.add(
                Buffer.buffer(new JsonObject(written(later, workspace, "anna").toString())
                        .put("type", "dev.tandem.project.created.v2")
                        .encode()));
        events.add(Buffer.buffer(new JsonObject().put("what", garbage).encode()));
        events.add(written(foreign, anId(), "anna"));
        events.add(written("B", workspace, "anna"));
        feed.bus.publishPacked("events", "project.created", events);
        feed.bus.send("events", "project.created", "application/cloudevents+json", Buffer.buffer("{" + unwritable));

        await().untilAsserted(() -> assertThat(summaries())
                .containsExactlyInAnyOrder("Anna created the project A", "Anna created the project B"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(feed.bus.deadLettersWith(unknown)).extracting("reason").containsExactly("undecodable");
            assertThat(feed.bus.deadLettersWith(later)).extracting("reason").containsExactly("undecodable");
            assertThat(feed.bus.deadLettersWith(unwritable))
                    .extracting("reason")
                    .containsExactly("undecodable");
            assertThat(feed.bus.deadLettersWith(garbage)).extracting("reason").containsExactly("undecodable");
            assertThat(feed.bus.deadLettersWith(foreign)).extracting("reason").containsExactly("exhausted");
        });
    }

    private Buffer written(String name, UUID inFact, String actor) {
        ProjectCreated fact = aProjectCreated(inFact, anId(), name);
        return CloudEvents.write(envelope(fact, workspace, actor, Instant.now()), fact);
    }

    /** Waits for an event sent after all others: what has not arrived by then never will. */
    private void sentinel(Instant at) {
        ProjectCreated fact = aProjectCreated(workspace, anId(), "the sentinel");
        feed.publish(envelope(fact, workspace, "anna", at), fact);
        await().untilAsserted(() -> assertThat(summaries()).contains("Anna created the project the sentinel"));
    }

    private static List<String> newestFirst(List<Fact> facts) {
        List<String> verbs = new ArrayList<>();
        facts.forEach(fact -> verbs.add(0, Contracts.of(fact).routingKey()));
        return verbs;
    }

    private List<String> summaries() {
        return items().stream().map(item -> item.getString("summary")).toList();
    }

    private List<JsonObject> items() {
        return items("/v1/workspaces/" + workspace + "/activity");
    }

    private List<JsonObject> items(String path) {
        Answer answer = feed.get(path, "anna");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
