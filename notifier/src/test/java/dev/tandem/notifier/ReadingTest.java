package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads inboxes over HTTP: pagination, isolation and strict parameters. */
class ReadingTest {

    private final RunningNotifier notifier = RunningNotifier.get();
    private final UUID workspace = anId();
    private final String bob = "bob-" + anId();

    @BeforeEach
    void bobIsAMember() {
        publish(new WorkspaceCreated(workspace, "Acme", new Person(bob, null, null)), 1);
    }

    @Test
    void a_notification_is_told_as_data_and_as_a_sentence() {
        ProjectCreated fact = aProjectCreated(workspace, "Apollo", 1);
        publish(fact, 1);
        awaitEntries(1);

        JsonObject item = notifier.get("/v1/notifications", bob)
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(item.copy().remove("id")).isNotNull();
        assertThat(item.copy().remove("createdAt")).isNotNull();
        item.remove("id");
        item.remove("createdAt");
        assertThat(item)
                .isEqualTo(new JsonObject()
                        .put("workspaceId", workspace.toString())
                        .put("projectId", fact.projectId().toString())
                        .put("kind", "project.created")
                        .put("text", "Anna created the project Apollo")
                        .put(
                                "message",
                                new JsonObject()
                                        .put("key", "project.created")
                                        .put("arguments", new JsonObject().put("project", "Apollo")))
                        .put("actor", new JsonObject().put("id", "anna").put("name", "Anna")));
    }

    @Test
    void pages_neither_repeat_nor_skip_while_entries_arrive() {
        for (int i = 0; i < 5; i++) {
            publish(aProjectCreated(workspace, "P" + i, 1), 1);
        }
        awaitEntries(5);
        List<String> whole = notifier.inboxOf(bob);

        List<String> paged = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            JsonObject answer = notifier.get("/v1/notifications?unread=true&limit=2" + cursor, bob)
                    .json();
            paged.addAll(RunningNotifier.texts(answer));
            publish(aProjectCreated(workspace, "newer" + page, 1), 1);
            awaitEntries(6 + page);
            cursor = "&cursor=" + answer.getString("nextCursor");
            assertThat(answer.containsKey("nextCursor")).isTrue();
            assertThat(answer.getString("nextCursor") == null).isEqualTo(page == 2);
        }

        assertThat(paged).isEqualTo(whole).hasSize(5);
    }

    @Test
    void who_was_removed_reads_no_more_before_the_news_of_it_comes() {
        publish(aProjectCreated(workspace, "A", 1), 1);
        awaitEntries(1);
        UUID other = anId();
        publish(new WorkspaceCreated(other, "Other", new Person(bob, null, null)), other, 1);
        publish(aProjectCreated(other, "B", 1), other, 1);
        awaitEntries(2);
        JsonObject before = notifier.get("/v1/notifications?limit=1", bob).json();
        assertThat(before.getJsonObject("asOf").getString("at"))
                .isEqualTo(before.getJsonArray("items").getJsonObject(0).getString("createdAt"));
        notifier.projects.left(workspace, bob);

        assertThat(notifier.inboxOf(bob)).containsExactly("Anna created the project B");
        assertThat(notifier.get("/v1/notifications/unread-count", bob).json().getInteger("count"))
                .isEqualTo(1);
        assertThat(RunningNotifier.texts(notifier.news(new UUID(0, 0), bob).getJsonObject(0)))
                .containsExactly("Anna created the project B");
    }

    @Test
    void who_was_removed_is_not_told_of_the_newest_either() {
        publish(aProjectCreated(workspace, "A", 1), 1);
        awaitEntries(1);
        assertThat(notifier.get("/v1/notifications", bob).json().containsKey("asOf"))
                .isTrue();
        notifier.projects.left(workspace, bob);

        assertThat(notifier.get("/v1/notifications", bob).json().containsKey("asOf"))
                .isFalse();
    }

    @Test
    void while_nobody_knows_who_is_a_member_nothing_is_shown() {
        publish(aProjectCreated(workspace, "A", 1), 1);
        awaitEntries(1);
        notifier.projects.ill(true);
        try {
            assertThat(notifier.get("/v1/notifications", bob).status()).isEqualTo(503);
            assertThat(notifier.get("/v1/notifications/unread-count", bob).status())
                    .isEqualTo(503);
            assertThat(notifier.news(new UUID(0, 0), bob)
                            .getJsonObject(0)
                            .getJsonObject("problem")
                            .getInteger("status"))
                    .isEqualTo(503);
        } finally {
            notifier.projects.ill(false);
        }
    }

    @Test
    void the_unread_are_counted() {
        publish(aProjectCreated(workspace, "A", 1), 1);
        publish(aProjectCreated(workspace, "B", 1), 1);
        awaitEntries(2);

        assertThat(notifier.get("/v1/notifications/unread-count", bob).json())
                .isEqualTo(new JsonObject().put("count", 2));
        assertThat(notifier.get("/v1/notifications/unread-count", "nobody").json())
                .isEqualTo(new JsonObject().put("count", 0));
    }

    @Test
    void one_project_is_listed_and_counted_by_itself() {
        ProjectCreated apollo = aProjectCreated(workspace, "Apollo", 1);
        publish(apollo, 1);
        publish(aProjectCreated(workspace, "Gemini", 1), 1);
        publish(new ProjectRenamed(apollo.projectId(), workspace, "Soyuz", "Apollo", Facts.ANNA), 2);
        awaitEntries(3);
        String ofApollo = "projectId=" + apollo.projectId();

        JsonObject newest =
                notifier.get("/v1/notifications?limit=1&" + ofApollo, bob).json();
        assertThat(RunningNotifier.texts(newest)).containsExactly("Anna renamed the project Apollo to Soyuz");
        assertThat(RunningNotifier.texts(notifier.get(
                                "/v1/notifications?limit=1&" + ofApollo + "&cursor=" + newest.getString("nextCursor"),
                                bob)
                        .json()))
                .containsExactly("Anna created the project Apollo");
        assertThat(notifier.get("/v1/notifications/unread-count?" + ofApollo, bob)
                        .json())
                .isEqualTo(new JsonObject().put("count", 2));
        assertThat(notifier.get("/v1/notifications?unread=true&projectId=" + anId(), bob)
                        .items("id"))
                .isEmpty();
        assertThat(notifier.get("/v1/notifications/unread-count?projectId=" + anId(), bob)
                        .json())
                .isEqualTo(new JsonObject().put("count", 0));
    }

    @Test
    void who_is_no_longer_a_member_sees_nothing_of_the_workspace() {
        publish(aProjectCreated(workspace, "secret", 1), 1);
        awaitEntries(1);
        publish(new MemberRemoved(workspace, bob), 2);

        awaitEntries(0);
        assertThat(notifier.get("/v1/notifications/unread-count", bob).json())
                .isEqualTo(new JsonObject().put("count", 0));
    }

    @Test
    void nobody_sees_the_inbox_of_another() {
        UUID elsewhere = anId();
        String eve = "eve-" + anId();
        Fact founded = Facts.aWorkspaceCreated(elsewhere);
        notifier.publish(envelope(founded, elsewhere, 1), founded);
        Fact added = aMemberAdded(elsewhere, eve);
        notifier.publish(envelope(added, elsewhere, 2), added);
        publish(aProjectCreated(workspace, "secret", 1), 1);
        Fact theirs = aProjectCreated(elsewhere, "theirs", 2);
        notifier.publish(envelope(theirs, elsewhere, 1), theirs);
        awaitEntries(1);

        await().untilAsserted(() -> assertThat(notifier.inboxOf(eve))
                .containsExactlyInAnyOrder(
                        "Anna created the project theirs", "anna added you to the workspace as member"));
        assertThat(notifier.inboxOf(bob)).containsExactly("Anna created the project secret");
    }

    @Test
    void without_a_token_nothing_is_told() {
        assertThat(notifier.get("/v1/notifications", null).status()).isEqualTo(401);
        assertThat(notifier.get("/v1/notifications/unread-count", null).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=101",
                "?limit=ten",
                "?limit=",
                "?limit=5&limit=6",
                "?cursor=",
                "?cursor=%25",
                "?cursor=AAAA",
                "?unread=yes",
                "?unread=",
                "?userId=anna",
                "?projectId=apollo",
                "?projectId=",
                "/unread-count?unread=true",
                "/unread-count?projectId=apollo"
            })
    void a_query_that_is_not_understood_is_refused(String query) {
        assertThat(notifier.get("/v1/notifications" + query, bob))
                .returns(400, Answer::status)
                .returns("application/problem+json", Answer::contentType);
    }

    @Test
    void it_is_ready() {
        Answer answer = notifier.get("/health/ready", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(notifier.health().getJsonArray("checks").stream()
                        .map(check -> ((JsonObject) check).getString("name")))
                .containsExactlyInAnyOrder(
                        "database",
                        "tokens",
                        "hints",
                        "invitations",
                        "members",
                        "project-service",
                        "broker",
                        "clock",
                        "consumers",
                        "handling");
    }

    private void publish(Fact fact, long sequence) {
        publish(fact, workspace, sequence);
    }

    private void publish(Fact fact, UUID where, long sequence) {
        notifier.publish(envelope(fact, where, sequence), fact);
    }

    private void awaitEntries(int count) {
        await().untilAsserted(() -> assertThat(notifier.inboxOf(bob)).hasSize(count));
    }
}
