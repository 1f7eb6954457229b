package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.kit.testing.Answer;
import dev.tandem.notifier.webhook.Receiver;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator looks at the webhooks of workspaces that are not theirs. */
@Timeout(60)
class AdminWebhooksTest {

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Receiver receiver = new Receiver(notifier.vertx());
    private final UUID workspace = anId();

    @BeforeEach
    void aWorkspace() {
        notifier.projects.member(workspace, "anna", "owner");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void an_operator_sees_webhooks_of_all_workspaces_and_no_secret() {
        UUID another = anId();
        notifier.projects.member(another, "anna", "owner");
        JsonObject first = create(workspace);
        JsonObject second = create(another);

        assertThat(ids(admin("GET", "?limit=2", null))).containsExactly(id(second), id(first));
        assertThat(items(admin("GET", "?workspaceId=" + workspace, null)))
                .singleElement()
                .isEqualTo(new JsonObject()
                        .put("id", id(first))
                        .put("workspaceId", workspace.toString())
                        .put("url", receiver.url())
                        .put("description", "ours")
                        .put("events", first.getJsonArray("events"))
                        .put("enabled", true)
                        .put("disabledBy", null)
                        .put("failures", 0)
                        .put("failingSince", null)
                        .put("lastAnswer", null)
                        .put("lastSequence", 0)
                        .put("waiting", 0)
                        .put("createdBy", "anna")
                        .put("createdAt", first.getString("createdAt")));
    }

    @Test
    void they_go_by_pages_newest_first() {
        String first = id(create(workspace));
        String second = id(create(workspace));
        String third = id(create(workspace));

        JsonObject page =
                admin("GET", "?limit=2&workspaceId=" + workspace, null).json();
        Answer last =
                admin("GET", "?limit=2&workspaceId=" + workspace + "&cursor=" + page.getString("nextCursor"), null);

        assertThat(page.getJsonArray("items").stream().map(each -> id((JsonObject) each)))
                .containsExactly(third, second);
        assertThat(ids(last)).containsExactly(first);
        assertThat(last.json().getString("nextCursor")).isNull();
    }

    @Test
    void those_that_fail_or_are_disabled_are_found_by_that() {
        JsonObject good = create(workspace);
        JsonObject disabled = create(workspace);
        JsonObject failing = create(workspace);
        change(disabled, "{\"enabled\": false}");
        test(disabled);
        test(disabled);
        receiver.behaves(Receiver.answering(500));
        test(failing);

        await().untilAsserted(() -> assertThat(items(search("failing")))
                .singleElement()
                .satisfies(seen -> {
                    assertThat(id(seen)).isEqualTo(id(failing));
                    assertThat(seen.getInteger("failures")).isEqualTo(1);
                    assertThat(seen.getString("failingSince")).isNotNull();
                    assertThat(seen.getString("lastAnswer")).isEqualTo("answer 500");
                    assertThat(seen.getInteger("waiting")).isEqualTo(1);
                }));
        assertThat(items(search("disabled"))).singleElement().satisfies(seen -> {
            assertThat(id(seen)).isEqualTo(id(disabled));
            assertThat(seen.getString("disabledBy")).isEqualTo("admin");
            assertThat(seen.getInteger("waiting")).isEqualTo(2);
            assertThat(seen.getInteger("failures")).isZero();
        });
        assertThat(ids(admin("GET", "?workspaceId=" + workspace, null)))
                .containsExactly(id(failing), id(disabled), id(good));
    }

    @Test
    void its_deliveries_are_shown_as_its_admins_see_them_and_sent_again() {
        JsonObject webhook = create(workspace);
        test(webhook);
        test(webhook);
        await().untilAsserted(() -> assertThat(items(deliveries(webhook, "?after=0")))
                .extracting(each -> each.getString("state"))
                .containsExactly("sent", "sent"));

        assertThat(deliveries(webhook, "?after=1&limit=1").json())
                .isEqualTo(notifier.get("/v1/webhooks/" + id(webhook) + "/deliveries?after=1", "anna")
                        .json());
        assertThat(admin("POST", "/" + id(webhook) + "/replays", "{\"sequence\": 2}")
                        .json()
                        .getInteger("count"))
                .isEqualTo(1);
        await().untilAsserted(() -> assertThat(receiver.sequences()).containsExactlyInAnyOrder(1L, 2L, 2L));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"GET, '', -", "GET, /ID/deliveries, -", "POST, /ID/replays, '{\"sequence\": 1}'"})
    void all_of_it_is_for_operators_alone(String method, String below, @Nullable String json) {
        JsonObject webhook = create(workspace);
        test(webhook);
        await().until(() -> receiver.posted().size() == 1);

        assertThat(notifier.operate(false, method, "/v1/admin/webhooks" + below.replace("ID", id(webhook)), json)
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?condition=well", "?workspaceId=nonsense", "?limit=0", "?cursor=none", "?url=x"})
    void a_search_that_is_not_understood_is_refused(String query) {
        assertThat(admin("GET", query, null).status()).isEqualTo(400);
    }

    @Test
    void a_webhook_that_there_is_not_has_no_deliveries() {
        assertThat(admin("GET", "/" + anId() + "/deliveries", null).status()).isEqualTo(404);
        assertThat(admin("POST", "/" + anId() + "/replays", "{\"sequence\": 1}").status())
                .isEqualTo(404);
    }

    private Answer admin(String method, String below, @Nullable String json) {
        return notifier.operate(true, method, "/v1/admin/webhooks" + below, json);
    }

    private Answer search(String condition) {
        return admin("GET", "?workspaceId=" + workspace + "&condition=" + condition, null);
    }

    private Answer deliveries(JsonObject webhook, String query) {
        return admin("GET", "/" + id(webhook) + "/deliveries" + query, null);
    }

    private JsonObject create(UUID in) {
        Answer created = notifier.post(
                "/v1/webhooks",
                "anna",
                new JsonObject()
                        .put("workspaceId", in.toString())
                        .put("url", receiver.url())
                        .put("description", "ours")
                        .encode());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.json();
    }

    private void change(JsonObject webhook, String json) {
        assertThat(notifier.send("PATCH", "/v1/webhooks/" + id(webhook), "anna", json)
                        .status())
                .isEqualTo(200);
    }

    private void test(JsonObject webhook) {
        assertThat(notifier.send("POST", "/v1/webhooks/" + id(webhook) + "/tests", "anna", null)
                        .status())
                .isEqualTo(200);
    }

    private static String id(JsonObject webhook) {
        return webhook.getString("id");
    }

    private static List<JsonObject> items(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<JsonObject> items = new ArrayList<>();
        answer.json().getJsonArray("items").forEach(item -> items.add((JsonObject) item));
        return items;
    }

    private static List<String> ids(Answer answer) {
        return items(answer).stream().map(AdminWebhooksTest::id).toList();
    }
}
