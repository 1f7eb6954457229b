package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Marks notifications as read: the user sees it at once, can repeat it, and cannot mark other users' notifications. */
class MarkingReadTest {

    private static final String READ = "/v1/notifications:read";

    private final RunningNotifier notifier = RunningNotifier.get();
    private final UUID workspace = anId();
    private final String bob = "bob-" + anId();
    private final String eve = "eve-" + anId();

    @BeforeEach
    void bobAndEveHaveFourNotificationsEach() {
        publish(new WorkspaceCreated(workspace, "Acme", new Person(bob, null, null)), 1);
        publish(Facts.aMemberAdded(workspace, eve), 2);
        for (String name : List.of("A", "B", "C")) {
            publish(aProjectCreated(workspace, name, 2), 1);
            await().untilAsserted(() -> assertThat(notifier.inboxOf(bob)).contains("Anna created the project " + name));
        }
        publish(aProjectCreated(workspace, "D", 2), 1);
        await().untilAsserted(() -> {
            assertThat(notifier.inboxOf(bob)).hasSize(4);
            assertThat(notifier.inboxOf(eve)).hasSize(5);
        });
    }

    @Test
    void some_are_marked_by_their_ids_and_once_more_changes_nothing() {
        List<String> ids = ids(bob);
        String body = new JsonObject()
                .put("ids", new JsonArray(List.of(ids.get(0), ids.get(2), anId().toString())))
                .encode();

        assertThat(read(bob, body))
                .returns(204, Answer::status)
                .returns("", answer -> answer.response().body());
        assertThat(unread(bob)).containsExactly(ids.get(1), ids.get(3));
        String readAt = readAt(bob, 0);
        assertThat(read(bob, body).status()).isEqualTo(204);
        assertThat(readAt(bob, 0)).isEqualTo(readAt).isNotNull();
        assertThat(count(bob)).isEqualTo(2);
    }

    @Test
    void up_to_one_of_them_all_older_ones_are_marked() {
        List<String> ids = ids(bob);

        assertThat(read(bob, "{\"upTo\": \"" + ids.get(1) + "\"}").status()).isEqualTo(204);

        assertThat(unread(bob)).containsExactly(ids.get(0));
    }

    @Test
    void all_are_marked_but_not_those_that_come_later() {
        assertThat(read(bob, "{\"all\": true}").status()).isEqualTo(204);
        assertThat(count(bob)).isZero();

        publish(aProjectCreated(workspace, "later", 2), 1);

        await().untilAsserted(() -> assertThat(count(bob)).isEqualTo(1));
    }

    @Test
    void what_is_anothers_is_silently_left_alone() {
        List<String> ids = ids(bob);
        assertThat(read(eve, new JsonObject().put("ids", new JsonArray(ids)).encode())
                        .status())
                .isEqualTo(204);
        assertThat(read(eve, "{\"upTo\": \"" + ids.get(0) + "\"}").status()).isEqualTo(204);
        assertThat(count(eve)).isEqualTo(5);
        assertThat(read(eve, "{\"all\": true}").status()).isEqualTo(204);
        assertThat(count(eve)).isZero();

        assertThat(unread(bob)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | /ids",
                "{\"ids\": null}                                               | /ids",
                "{\"all\": false}                                              | /all",
                "{\"all\": 1}                                                  | /all",
                "{\"ids\": \"all\"}                                            | /ids",
                "{\"ids\": [7]}                                                | /ids",
                "{\"ids\": [\"7\"]}                                            | /ids",
                "{\"upTo\": \"7\"}                                             | /upTo",
                "{\"all\": true, \"userId\": \"bob\"}                          | /userId",
                "{\"all\": true, \"upTo\": \"01980a3e-1111-7000-8000-000000000001\"} | /all",
                "{\"ids\": [], \"all\": false}                                 | /all"
            })
    void a_body_that_is_not_understood_is_refused_and_changes_nothing(String body, String pointer) {
        Answer answer = read(bob, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.violations()).contains(pointer);
        assertThat(count(bob)).isEqualTo(4);
    }

    @Test
    void a_hundred_ids_are_the_most() {
        List<String> hundred = Collections.nCopies(100, anId().toString());
        JsonArray more = new JsonArray(hundred).copy().add(anId().toString());

        assertThat(read(bob, new JsonObject().put("ids", hundred).encode()).status())
                .isEqualTo(204);
        assertThat(read(bob, new JsonObject().put("ids", more).encode()).violations())
                .containsExactly("/ids");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null"})
    void what_is_no_object_is_malformed(String body) {
        assertThat(read(bob, body).status()).isEqualTo(400);
    }

    @Test
    void it_is_there_for_posts_with_a_token_under_that_path_alone() {
        assertThat(notifier.post(READ, null, "{\"all\": true}").status()).isEqualTo(401);
        assertThat(notifier.post(READ + "?all=true", bob, "{\"all\": true}").status())
                .isEqualTo(400);
        assertThat(notifier.post(READ + "y", bob, "{\"all\": true}").status()).isEqualTo(404);
        assertThat(notifier.post("/v1/notifications", bob, "{\"all\": true}").status())
                .isEqualTo(405);
        Answer asked = notifier.get(READ, bob);
        assertThat(asked.status()).isEqualTo(405);
        assertThat(asked.header("Allow")).isEqualTo("POST");
        assertThat(count(bob)).isEqualTo(4);
    }

    private Answer read(String user, String body) {
        return notifier.post(READ, user, body);
    }

    private List<String> ids(String user) {
        return notifier.get("/v1/notifications", user).items("id");
    }

    private List<String> unread(String user) {
        return notifier.get("/v1/notifications?unread=true", user).items("id");
    }

    private String readAt(String user, int place) {
        return notifier.get("/v1/notifications", user)
                .json()
                .getJsonArray("items")
                .getJsonObject(place)
                .getString("readAt");
    }

    private long count(String user) {
        return notifier.get("/v1/notifications/unread-count", user).json().getLong("count");
    }

    private void publish(Fact fact, long sequence) {
        notifier.publish(envelope(fact, workspace, sequence), fact);
    }
}
