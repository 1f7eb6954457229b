package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.ANNA;
import static dev.tandem.notifier.Facts.aProjectCreated;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static dev.tandem.notifier.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.OperationEnd;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.notifier.webhook.Receiver;
import dev.tandem.notifier.webhook.Receiver.Posted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer registers a webhook over HTTP, and hears what comes through the broker. */
@Timeout(60)
class WebhooksTest {

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Receiver receiver = new Receiver(notifier.vertx());
    private final UUID workspace = anId();

    @BeforeEach
    void aWorkspace() {
        notifier.publish(envelope(aWorkspaceCreated(workspace), workspace, 1), aWorkspaceCreated(workspace));
        await().until(() -> !notifier.get("/v1/webhooks?workspaceId=" + workspace, "anna")
                .text()
                .isEmpty());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void an_event_reaches_the_receiver_signed_and_names_what_it_is_about() throws Exception {
        JsonObject webhook = create("project.created");
        ProjectCreated fact = aProjectCreated(workspace, "Apollo", 1);
        Envelope envelope = envelope(fact, workspace, 1);

        notifier.publish(envelope, fact);

        await().until(() -> receiver.posted().size() == 1);
        Posted posted = receiver.posted().get(0);
        verify(webhook.getString("secret"), posted);
        assertThat(posted.id()).isEqualTo(envelope.id().toString());
        assertThat(posted.json())
                .isEqualTo(new JsonObject()
                        .put("type", "project.created")
                        .put("timestamp", posted.json().getString("timestamp"))
                        .put(
                                "data",
                                new JsonObject()
                                        .put("workspaceId", workspace.toString())
                                        .put("projectId", fact.projectId().toString())
                                        .put("name", "Apollo")
                                        .put("actorId", "anna")
                                        .put("operationId", envelope.operationId())
                                        .put("url", "https://tandem.example/v1/projects/" + fact.projectId())
                                        .put("sequence", 1)));
        await().untilAsserted(() -> assertThat(deliveries(webhook, 0))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.getString("state")).isEqualTo("sent");
                    assertThat(delivery.getInteger("status")).isEqualTo(204);
                    assertThat(delivery.getJsonObject("message")).isEqualTo(posted.json());
                }));
        assertThat(notifier.get("/v1/effects?events=" + envelope.id(), "anna")
                        .json()
                        .getJsonObject("deliveries"))
                .isEqualTo(new JsonObject().put("webhooks", "done"));
    }

    @Test
    void a_redelivered_event_is_told_once() {
        JsonObject webhook = create();
        ProjectCreated fact = aProjectCreated(workspace, "Apollo", 1);
        Envelope envelope = envelope(fact, workspace, 1);
        notifier.publish(envelope, fact);
        notifier.publish(envelope, fact);
        SectionCreated last = new SectionCreated(anId(), fact.projectId(), workspace, "Doing", null, null, ANNA);
        notifier.publish(envelope(last, workspace, 1), last);

        await().untilAsserted(() -> assertThat(deliveries(webhook, 0))
                .extracting(each -> each.getJsonObject("message").getString("type"))
                .containsExactly("project.created", "section.created"));
    }

    @Test
    void the_success_of_an_operation_is_told_once_to_those_who_name_it() {
        JsonObject all = create();
        JsonObject webhook = create("operation.ended");
        UUID operation = anId();
        ProjectCreated created = aProjectCreated(workspace, "Apollo", 1);
        SectionCreated section = new SectionCreated(anId(), created.projectId(), workspace, "Doing", null, null, ANNA);
        notifier.publish(of(operation, envelope(created, workspace, 1)), created);
        await().until(() -> !deliveries(webhook, 0).isEmpty());
        notifier.publish(of(operation, envelope(section, workspace, 1)), section);
        await().until(() -> deliveries(all, 0).size() == 2);

        assertThat(ends(webhook))
                .containsExactly(new JsonObject()
                        .put("workspaceId", workspace.toString())
                        .put("actorId", "anna")
                        .put("operationId", operation.toString())
                        .put("state", "succeeded")
                        .put("problem", null)
                        .put("url", "https://tandem.example/v1/operations/" + operation)
                        .put("sequence", 1));
        await().until(() ->
                receiver.posted().stream().anyMatch(each -> each.id().equals(operation.toString())));
        assertThat(deliveries(all, 0))
                .extracting(each -> each.getJsonObject("message").getString("type"))
                .containsExactly("project.created", "section.created");
    }

    @Test
    void what_follows_from_an_operation_shows_no_end() {
        JsonObject webhook = create("operation.ended", "section.created");
        SectionCreated section = new SectionCreated(anId(), anId(), workspace, "Doing", null, null, ANNA);

        notifier.publish(
                of(anId(), envelope(section, workspace, 1).but().actor(null).build()), section);

        await().until(() -> deliveries(webhook, 0).size() == 1);
        assertThat(ends(webhook)).isEmpty();
    }

    @Test
    void an_operation_that_failed_or_changed_nothing_ends_too() {
        JsonObject webhook = create("operation.ended");
        UUID failed = anId();
        UUID unchanged = anId();
        OperationFailed failure =
                new OperationFailed(failed, "/problems/conflict", "Conflict", 409, "It is archived.", null);
        OperationSucceeded success = new OperationSucceeded(unchanged, "project", anId().toString(), List.of());
        end(failed, failure);
        await().until(() -> deliveries(webhook, 0).size() == 1);
        end(failed, failure);
        end(unchanged, success);

        await().until(() -> deliveries(webhook, 0).size() == 2);
        assertThat(ends(webhook))
                .extracting(end -> end.getString("operationId"), end -> end.getString("state"))
                .containsExactly(tuple(failed.toString(), "failed"), tuple(unchanged.toString(), "succeeded"));
        assertThat(ends(webhook).get(0).getJsonObject("problem"))
                .isEqualTo(new JsonObject()
                        .put("type", "/problems/conflict")
                        .put("title", "Conflict")
                        .put("status", 409)
                        .put("detail", "It is archived."));
    }

    private List<JsonObject> ends(JsonObject webhook) {
        return deliveries(webhook, 0).stream()
                .map(each -> each.getJsonObject("message"))
                .filter(message -> message.getString("type").equals("operation.ended"))
                .map(message -> message.getJsonObject("data"))
                .toList();
    }

    private void end(UUID operation, OperationEnd end) {
        Envelope envelope = Envelope.of(Contracts.of(end).type())
                .source("/project-service")
                .subject(operation.toString())
                .time(Instant.now())
                .tenant(workspace.toString())
                .actor("anna")
                .correlationId("test")
                .operationId(operation.toString())
                .build();
        notifier.bus.publish(new Message(Contracts.of(end).exchange(), Contracts.topic(end), envelope, end));
    }

    private static Envelope of(UUID operation, Envelope envelope) {
        return envelope.but().operationId(operation.toString()).build();
    }

    @Test
    void a_receiver_finds_out_what_it_missed_and_has_it_sent_again() {
        receiver.behaves(Receiver.answering(500));
        JsonObject webhook = create();
        test(webhook);
        test(webhook);
        await().untilAsserted(() -> assertThat(deliveries(webhook, 1))
                .singleElement()
                .satisfies(missed -> {
                    assertThat(missed.getLong("sequence")).isEqualTo(2);
                    assertThat(missed.getString("state")).isEqualTo("waiting");
                }));
        await().untilAsserted(
                        () -> assertThat(get(webhook).getString("failingSince")).isNotNull());
        assertThat(get(webhook).getString("lastAnswer")).isEqualTo("answer 500");

        receiver.behaves(Receiver.answering(200));
        assertThat(send("PATCH", webhook, "", "{\"enabled\": true}").status()).isEqualTo(200);
        assertThat(get(webhook).getString("failingSince")).isNull();
        test(webhook);
        await().untilAsserted(() -> assertThat(deliveries(webhook, 0))
                .filteredOn(each -> each.getString("state").equals("sent"))
                .isNotEmpty());

        int before = receiver.posted().size();
        Answer replayed = send("POST", webhook, "/replays", "{\"since\": \"2026-01-01T00:00:00Z\"}");
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.json().getInteger("count")).isPositive();
        await().until(() -> receiver.posted().size() > before);
    }

    @Test
    void a_secret_is_shown_once_and_both_are_valid_after_a_rotation() throws Exception {
        JsonObject webhook = create();
        assertThat(get(webhook).containsKey("secret")).isFalse();

        Answer rotated = send("POST", webhook, "/secrets", null);
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json().getString("secret")).isNotEqualTo(webhook.getString("secret"));
        test(webhook);

        await().until(() -> receiver.posted().size() == 1);
        verify(webhook.getString("secret"), receiver.posted().get(0));
        verify(rotated.json().getString("secret"), receiver.posted().get(0));
    }

    @Test
    void a_disabled_webhook_keeps_what_happens() {
        JsonObject webhook = create();
        assertThat(send("PATCH", webhook, "", "{\"enabled\": false}").json().getString("disabledBy"))
                .isEqualTo("admin");
        test(webhook);
        assertThat(deliveries(webhook, 0)).hasSize(1);

        Answer enabled = send("PATCH", webhook, "", "{\"enabled\": true}");

        assertThat(enabled.json().getBoolean("enabled")).isTrue();
        await().until(() -> receiver.posted().size() == 1);
    }

    @Test
    void a_change_changes_what_it_names() {
        JsonObject webhook = create("project.created");

        JsonObject changed =
                send("PATCH", webhook, "", "{\"description\": \"ours\"}").json();

        assertThat(changed.getString("description")).isEqualTo("ours");
        assertThat(changed.getString("url")).isEqualTo(receiver.url());
        assertThat(changed.getJsonArray("events")).isEqualTo(JsonArray.of("project.created"));
        assertThat(send("PATCH", webhook, "", "{\"events\": []}").json().getJsonArray("events"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"description\": null}", "{\"clear\": [\"description\"]}"})
    void a_description_can_be_taken_away(String json) {
        JsonObject webhook = create("project.created");
        send("PATCH", webhook, "", "{\"description\": \"ours\"}");

        Answer changed = send("PATCH", webhook, "", json);

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().getString("description")).isNull();
        assertThat(get(webhook).getString("description")).isNull();
        assertThat(get(webhook).getString("url")).isEqualTo(receiver.url());
        assertThat(send("PATCH", webhook, "", "{\"url\": null}").status()).isEqualTo(422);
    }

    @Test
    void a_deleted_webhook_is_gone_with_its_deliveries() {
        JsonObject webhook = create();
        test(webhook);

        assertThat(send("DELETE", webhook, "", null).status()).isEqualTo(204);

        assertThat(send("GET", webhook, "", null).status()).isEqualTo(404);
        assertThat(send("GET", webhook, "/deliveries", null).status()).isEqualTo(404);
        assertThat(list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, '', -",
                "PATCH, '', {}",
                "DELETE, '', -",
                "POST, /secrets, -",
                "POST, /tests, -",
                "POST, /replays, '{\"sequence\": 1}'",
                "GET, /deliveries, -"
            })
    void who_may_not_manage_webhooks_learns_and_changes_nothing(String method, String below, @Nullable String json) {
        JsonObject webhook = create();
        notifier.projects.member(workspace, "vera", "barred");
        String path = "/v1/webhooks/" + webhook.getString("id") + below;

        assertThat(notifier.send(method, path, "eve", json).status()).isEqualTo(404);
        assertThat(notifier.send(method, path, "vera", json).status()).isEqualTo(403);
        assertThat(get(webhook).getBoolean("enabled")).isTrue();
        assertThat(deliveries(webhook, 0)).isEmpty();
        assertThat(notifier.send(method, "/v1/webhooks/" + anId() + below, "anna", json)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_strangers_workspace_has_no_webhooks_to_see_or_add() {
        assertThat(notifier.get("/v1/webhooks?workspaceId=" + workspace, "eve").status())
                .isEqualTo(404);
        assertThat(notifier.post("/v1/webhooks", "eve", body(receiver.url()).encode())
                        .status())
                .isEqualTo(404);
        assertThat(list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "http://8.8.8.8/",
                "https://8.8.8.8:22/",
                "https://nowhere.invalid/",
            })
    void an_address_that_may_not_be_reached_is_refused_with_a_reason(String url) {
        Answer refused = notifier.post("/v1/webhooks", "anna", body(url).encode());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/url");

        JsonObject webhook = create();
        assertThat(send("PATCH", webhook, "", new JsonObject().put("url", url).encode())
                        .status())
                .isEqualTo(422);
        assertThat(get(webhook).getString("url")).isEqualTo(receiver.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"workspaceId\": \"W\"}",
                "{\"url\": \"https://example.com/\"}",
                "{\"workspaceId\": \"W\", \"url\": \"nonsense\"}",
                "{\"workspaceId\": \"W\", \"url\": \"https://a:b@example.com/\"}",
                "{\"workspaceId\": \"W\", \"url\": \"https://example.com/\", \"events\": [\"project.exploded\"]}",
                "{\"workspaceId\": \"W\", \"url\": \"https://example.com/\", \"events\": \"project.created\"}",
                "{\"workspaceId\": \"W\", \"url\": \"https://example.com/\", \"secret\": \"mine\"}",
            })
    void a_request_that_is_not_valid_is_refused(String json) {
        assertThat(notifier.post("/v1/webhooks", "anna", json.replace("W", workspace.toString()))
                        .status())
                .isEqualTo(422);
        assertThat(list()).isEmpty();
    }

    @Test
    void a_workspace_has_twenty_webhooks_however_many_are_asked_for_at_once() {
        List<Integer> statuses = java.util.stream.IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> notifier.post(
                                "/v1/webhooks", "anna", body(receiver.url()).encode())
                        .status())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(4);
        assertThat(list()).hasSize(20);
    }

    private JsonObject create(String... events) {
        Answer created = notifier.post(
                "/v1/webhooks",
                "anna",
                body(receiver.url())
                        .put("events", JsonArray.of((Object[]) events))
                        .encode());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.header("Location"))
                .isEqualTo("/v1/webhooks/" + created.json().getString("id"));
        return created.json();
    }

    private JsonObject body(String url) {
        return new JsonObject().put("workspaceId", workspace.toString()).put("url", url);
    }

    private void test(JsonObject webhook) {
        Answer entered = send("POST", webhook, "/tests", null);
        assertThat(entered.status()).as(entered.text()).isEqualTo(200);
        assertThat(entered.json().getJsonObject("message").getString("type")).isEqualTo("webhook.test");
    }

    private JsonObject get(JsonObject webhook) {
        return send("GET", webhook, "", null).json();
    }

    private List<JsonObject> deliveries(JsonObject webhook, int after) {
        return items(send("GET", webhook, "/deliveries?after=" + after, null));
    }

    private List<JsonObject> list() {
        return items(notifier.get("/v1/webhooks?workspaceId=" + workspace, "anna"));
    }

    private static List<JsonObject> items(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private Answer send(String method, JsonObject webhook, String below, @Nullable String json) {
        return notifier.send(method, "/v1/webhooks/" + webhook.getString("id") + below, "anna", json);
    }

    private static void verify(String secret, Posted posted) throws WebhookVerificationException {
        new Webhook(secret)
                .verify(
                        posted.body(),
                        HttpHeaders.of(
                                Map.of(
                                        "webhook-id", List.of(posted.id()),
                                        "webhook-timestamp", List.of(posted.timestamp()),
                                        "webhook-signature", List.of(posted.signature())),
                                (name, value) -> true));
    }
}
