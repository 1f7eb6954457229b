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
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.notifier.inbox.InboxSubjects;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Asks for news of inboxes as other services do: hints about where something is new, and the new entries. */
class NewsTest {

    private static final UUID FIRST = new UUID(0, 0);

    private final RunningNotifier notifier = RunningNotifier.get();
    private final UUID workspace = anId();
    private final String anna = "anna-" + anId();
    private final String bob = "bob-" + anId();

    @Test
    void who_listens_gets_a_hint_of_everybody_who_has_something_new() {
        Collection<String> hints = notifier.hints(anna);
        publish(new WorkspaceCreated(workspace, "Acme", new Person(anna, null, null)), 1);
        publish(aMemberAdded(workspace, bob), 2);
        publish(aProjectCreated(workspace, "Apollo", 2), 1);

        await().untilAsserted(() -> assertThat(told(hints)).contains(InboxSubjects.of(anna), InboxSubjects.of(bob)));
    }

    @Test
    void without_a_token_nobody_gets_hints() {
        assertThat(notifier.get("/v1/hints", null).status()).isEqualTo(401);
    }

    @Test
    void many_are_told_at_once_and_each_what_is_their_own() {
        publish(new WorkspaceCreated(workspace, "Acme", new Person(anna, null, null)), 1);
        publish(aMemberAdded(workspace, bob), 2);
        publish(aProjectCreated(workspace, "Apollo", 2), 1);
        await().until(() ->
                notifier.inboxOf(bob).size() == 2 && notifier.inboxOf(anna).size() == 1);

        JsonArray answers = notifier.news(FIRST, anna, null, bob);

        assertThat(texts(answers.getJsonObject(0))).containsExactly("Anna created the project Apollo");
        assertThat(answers.getJsonObject(1).getJsonObject("problem").getInteger("status"))
                .isEqualTo(401);
        assertThat(texts(answers.getJsonObject(2)))
                .containsExactlyInAnyOrder(
                        "anna added you to the workspace as member", "Anna created the project Apollo");
        JsonArray items = answers.getJsonObject(2).getJsonArray("items");
        UUID last = UUID.fromString(items.getJsonObject(1).getString("id"));
        assertThat(texts(notifier.news(last, bob).getJsonObject(0))).isEmpty();
    }

    @Test
    void who_has_left_hears_nothing_any_more() {
        publish(new WorkspaceCreated(workspace, "Acme", new Person(anna, null, null)), 1);
        publish(aMemberAdded(workspace, bob), 2);
        publish(aProjectCreated(workspace, "Apollo", 2), 1);
        await().until(() -> notifier.inboxOf(bob).size() == 2);
        publish(new MemberRemoved(workspace, bob), 3);
        publish(aProjectCreated(workspace, "the sentinel", 3), 1);
        await().until(() -> notifier.inboxOf(anna).contains("Anna created the project the sentinel"));

        JsonArray answers = notifier.news(FIRST, bob, anna);

        assertThat(texts(answers.getJsonObject(0))).isEmpty();
        assertThat(texts(answers.getJsonObject(1))).contains("Anna created the project Apollo");
    }

    @Test
    void what_is_no_question_is_refused_and_refuses_no_other() {
        String token = "{\"tokens\": [\"x\"], \"questions\": [{\"token\": 3, \"after\": \"y\"}]}";

        assertThat(notifier.post("/v1/notifications/news", null, "{\"tokens\": []}")
                        .status())
                .isEqualTo(400);
        assertThat(notifier.post("/v1/notifications/news", null, token)
                        .json()
                        .getJsonArray("answers")
                        .getJsonObject(0)
                        .getJsonObject("problem")
                        .getInteger("status"))
                .isEqualTo(400);
    }

    private static List<String> told(Collection<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .flatMap(line -> List.of(line.substring(6).split(",")).stream())
                .toList();
    }

    private static List<String> texts(JsonObject answer) {
        return RunningNotifier.texts(answer);
    }

    private void publish(Fact fact, long sequence) {
        notifier.publish(envelope(fact, workspace, sequence), fact);
    }
}
