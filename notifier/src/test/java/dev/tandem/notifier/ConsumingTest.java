package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.ANNA;
import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aTaskAssigned;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.notifier.reaction.EventHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Follows events from the broker to the inbox as users read it. */
class ConsumingTest {

    private static final String ADDED = "anna added you to the workspace as member";

    private final RunningNotifier notifier = RunningNotifier.get();
    private final UUID workspace = anId();
    private final String anna = "anna-" + anId();
    private final String bob = "bob-" + anId();

    @Test
    void every_message_delivered_twice_makes_one_entry_for_each_member() {
        twice(founded(), 1);
        twice(aMemberAdded(workspace, bob), 2);
        twice(aProjectCreated(workspace, "Apollo", 2), 1);
        sentinel(2);

        assertThat(notifier.inboxOf(anna))
                .containsExactly("Anna created the project the sentinel", "Anna created the project Apollo");
        assertThat(notifier.inboxOf(bob))
                .containsExactlyInAnyOrder(
                        "Anna created the project the sentinel", "Anna created the project Apollo", ADDED);
    }

    @Test
    void an_event_ahead_of_the_membership_waits_until_the_gap_is_closed() {
        publish(founded(), 1);
        publish(aProjectCreated(workspace, "early", 3), 1);
        publish(new MemberRemoved(workspace, anna), 3);
        annaIsShownWhatIsHere();
        sentinel(1);
        assertThat(notifier.inboxOf(anna)).containsExactly("Anna created the project the sentinel");

        publish(aMemberAdded(workspace, bob), 2);

        await().untilAsserted(() ->
                assertThat(notifier.inboxOf(bob)).containsExactlyInAnyOrder("Anna created the project early", ADDED));
        assertThat(notifier.inboxOf(anna)).isEmpty();
    }

    @Test
    void a_gap_that_outlasts_every_attempt_heals_by_itself() {
        publish(founded(), 1);
        publishAfter(20, aMemberAdded(workspace, "carol-" + bob), 3);
        publishAfter(20, new MemberRemoved(workspace, anna), 4);
        publishAfter(20, aProjectCreated(workspace, "late", 4), 1);
        annaIsShownWhatIsHere();
        sentinel(1);

        publish(aMemberAdded(workspace, bob), 2);

        await().untilAsserted(() ->
                assertThat(notifier.inboxOf(bob)).containsExactlyInAnyOrder("Anna created the project late", ADDED));
        assertThat(notifier.inboxOf("carol-" + bob)).hasSize(2);
        assertThat(notifier.inboxOf(anna)).isEmpty();
        assertThat(notifier.bus.deadLettersWith(workspace.toString())).isEmpty();
    }

    @Test
    void what_concerns_named_users_waits_for_no_membership_and_is_shown_once_they_are_members() {
        twice(aTaskAssigned(workspace, "Write the tests", bob), 3);
        sentinelOfAnotherWorkspace();
        assertThat(notifier.inboxOf(bob)).isEmpty();

        publish(founded(), 1);
        publish(aMemberAdded(workspace, bob), 2);

        await().untilAsserted(() -> assertThat(notifier.inboxOf(bob))
                .containsExactlyInAnyOrder("Anna assigned Write the tests to you", ADDED));
    }

    @Test
    void an_inbox_quotes_a_comment_as_it_is_in_whatever_order_its_events_come() {
        publish(founded(), 1);
        publish(aMemberAdded(workspace, bob), 2);
        String carol = "carol-" + bob;
        publish(aMemberAdded(workspace, carol), 3);
        List<List<Integer>> orders = List.of(List.of(0, 1), List.of(1, 0), List.of(0, 1, 2), List.of(2, 1, 0));
        for (List<Integer> order : orders) {
            UUID comment = anId();
            UUID task = anId();
            List<Fact> facts = List.of(
                    new CommentAdded(comment, task, anId(), workspace, "T", "secret", List.of(bob), null, carol, ANNA),
                    new CommentEdited(comment, task, anId(), workspace, "T", "mild", List.of(carol), ANNA),
                    new CommentDeleted(comment, task, anId(), workspace, "T", "anna", ANNA));
            order.forEach(i -> publish(facts.get(i), i + 1));
        }
        sentinel(3);

        String mentioned = "Anna mentioned you in a comment on T: mild";
        String sentinel = "Anna created the project the sentinel";
        await().untilAsserted(() -> {
            assertThat(notifier.inboxOf(bob)).containsExactlyInAnyOrder(ADDED, sentinel, mentioned, mentioned);
            assertThat(notifier.inboxOf(carol))
                    .containsExactlyInAnyOrder(
                            ADDED,
                            sentinel,
                            mentioned,
                            mentioned,
                            "Anna commented on T: mild",
                            "Anna commented on T: mild");
            assertThat(excerpts(bob)).containsExactly("mild", "mild");
            assertThat(excerpts(carol)).containsExactly("mild", "mild", "mild", "mild");
        });
    }

    /** As a client that writes the sentences itself reads them. */
    private List<String> excerpts(String user) {
        return notifier.get("/v1/notifications", user).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getJsonObject("message").getJsonObject("arguments"))
                .map(arguments -> arguments.getString("excerpt"))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void of_a_task_that_was_removed_for_good_nobody_has_a_notification() {
        publish(founded(), 1);
        publish(aMemberAdded(workspace, bob), 2);
        TaskAssigned secret = aTaskAssigned(workspace, "Secret", bob);
        TaskAssigned other = aTaskAssigned(workspace, "Public", bob);
        publish(secret, 1);
        publish(other, 1);
        await().untilAsserted(() -> assertThat(notifier.inboxOf(bob)).hasSize(3));

        publish(new TaskPurged(secret.taskId(), secret.projectId(), workspace), 3);
        sentinel(2);

        await().untilAsserted(() -> assertThat(notifier.inboxOf(bob))
                .containsExactlyInAnyOrder(
                        ADDED, "Anna assigned Public to you", "Anna created the project the sentinel"));
    }

    @Test
    void a_packed_message_is_handled_whatever_the_order_of_its_events() {
        List<Buffer> events = List.of(
                written(aProjectCreated(workspace, "Apollo", 4), 1),
                written(new MemberRemoved(workspace, anna), 4),
                written(aMemberAdded(workspace, "carol-" + bob), 3),
                written(aMemberAdded(workspace, bob), 2),
                written(founded(), 1));
        notifier.happened(founded());
        notifier.happened(aMemberAdded(workspace, bob));
        notifier.happened(aMemberAdded(workspace, "carol-" + bob));
        notifier.happened(new MemberRemoved(workspace, anna));
        notifier.bus.publishPacked("events", "project.created", events);

        await().untilAsserted(() ->
                assertThat(notifier.inboxOf(bob)).containsExactlyInAnyOrder("Anna created the project Apollo", ADDED));
        assertThat(notifier.inboxOf("carol-" + bob)).hasSize(2);
        assertThat(notifier.inboxOf(anna)).isEmpty();
    }

    @Test
    void a_poison_event_dies_and_its_neighbours_live() {
        String unknown = "unknown-" + anId();
        String foreign = "foreign-" + anId();
        String never = "never-" + anId();
        publish(founded(), 1);
        notifier.bus.publishPacked(
                "events",
                "project.created",
                List.of(
                        written(aProjectCreated(workspace, "A", 1), 1),
                        Buffer.buffer(new JsonObject(written(aProjectCreated(workspace, unknown, 1), 1)
                                        .toString())
                                .put("type", "dev.tandem.project.imagined.v1")
                                .encode()),
                        written(aProjectCreated(anId(), foreign, 1), 1),
                        written(aProjectCreated(workspace, "B", 1), 1)));
        publishWith(
                Map.of(
                        "tandem-first-failure",
                        Instant.now().minus(Duration.ofHours(2)).toString()),
                aProjectCreated(workspace, never, 1_000),
                1);

        await().untilAsserted(() -> assertThat(notifier.inboxOf(anna))
                .containsExactlyInAnyOrder("Anna created the project A", "Anna created the project B"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(notifier.bus.deadLettersWith(unknown))
                    .extracting("reason")
                    .containsExactly("undecodable");
            assertThat(notifier.bus.deadLettersWith(foreign))
                    .extracting("reason")
                    .containsExactly("refused");
            assertThat(notifier.bus.deadLettersWith(never)).extracting("reason").containsExactly("exhausted");
        });
    }

    private WorkspaceCreated founded() {
        return new WorkspaceCreated(workspace, "Acme", new Person(anna, null, ANNA.name()));
    }

    private void publish(Fact fact, long sequence) {
        notifier.publish(envelope(fact, workspace, sequence), fact);
    }

    /** Publishes a fact as it comes back after that many attempts. */
    private void publishAfter(long attempts, Fact fact, long sequence) {
        publishWith(Map.of("tandem-attempt", attempts + 1), fact, sequence);
    }

    private void publishWith(Map<String, Object> headers, Fact fact, long sequence) {
        notifier.happened(fact);
        notifier.bus.send("", EventHandler.QUEUE, CloudEvents.SINGLE, headers, written(fact, sequence));
    }

    private void twice(Fact fact, long sequence) {
        Envelope envelope = envelope(fact, workspace, sequence);
        notifier.publish(envelope, fact);
        notifier.publish(envelope, fact);
    }

    private Buffer written(Fact fact, long sequence) {
        return CloudEvents.write(envelope(fact, workspace, sequence), fact);
    }

    /**
     * Makes project-service answer that Anna is a member: otherwise her inbox would be hidden, and the test needs to
     * see it.
     */
    private void annaIsShownWhatIsHere() {
        notifier.projects.member(workspace, anna, "owner");
    }

    /** Does the same as {@link #sentinel} in a workspace that is still unknown. */
    private void sentinelOfAnotherWorkspace() {
        UUID elsewhere = anId();
        WorkspaceCreated founded = new WorkspaceCreated(elsewhere, "Acme", new Person("x-" + anna, null, null));
        ProjectCreated created = aProjectCreated(elsewhere, "the sentinel", 1);
        notifier.publish(envelope(founded, elsewhere, 1), founded);
        notifier.publish(envelope(created, elsewhere, 1), created);
        await().untilAsserted(() -> assertThat(notifier.inboxOf("x-" + anna)).hasSize(1));
    }

    /** Waits for an event sent after all others: what has not arrived by then is waiting for something. */
    private void sentinel(long membershipVersion) {
        ProjectCreated fact = aProjectCreated(workspace, "the sentinel", membershipVersion);
        publish(fact, 1);
        await().untilAsserted(
                        () -> assertThat(notifier.inboxOf(anna)).contains("Anna created the project the sentinel"));
    }
}
