package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that would rather wait for the end. */
@Timeout(120)
final class WaitingRequestsTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);

    @Test
    void who_prefers_to_wait_is_answered_with_the_end_as_soon_as_it_is_there() {
        UUID operation = story.accepted();
        CompletableFuture<Answer> answer = polling(operation, "wait=10");
        await().until(() -> gateway.metric("tandem_waiting_requests") >= 1);
        story.succeeds(operation);

        Answer held = answer.join();
        assertThat(held.json().getString("status")).isEqualTo("succeeded");
        assertThat(held.header("Preference-Applied")).isEqualTo("wait=10");
        assertThat(held.header("Retry-After")).isEmpty();
    }

    @Test
    void who_knows_how_it_stood_is_answered_when_it_stands_otherwise() {
        UUID operation = story.accepted();
        String known = gateway.get(story.user, "/v1/operations/" + operation).header("ETag");
        CompletableFuture<Answer> held = gateway.sending(gateway.request(story.user, "/v1/operations/" + operation)
                .header("Prefer", "respond-async")
                .header("Prefer", "wait=10")
                .header("If-None-Match", known)
                .GET());
        story.isRetried(operation);
        assertThat(held.join().json().getString("status")).isEqualTo("retrying");

        Answer atOnce = gateway.sending(gateway.request(story.user, "/v1/operations/" + operation)
                        .header("Prefer", "wait=10")
                        .header("If-None-Match", known)
                        .GET())
                .join();
        assertThat(atOnce.status()).isEqualTo(200);
        assertThat(atOnce.header("Preference-Applied")).isEmpty();
    }

    @Test
    void when_the_time_is_up_the_answer_is_how_it_stands() {
        UUID operation = story.accepted();

        Answer held = polling(operation, "respond-async, wait=1").join();

        assertThat(held.status()).isEqualTo(200);
        assertThat(held.json().getString("status")).isEqualTo("accepted");
        assertThat(held.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(held.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void a_creation_that_is_done_in_time_is_a_201_with_its_address() {
        String key = UUID.randomUUID().toString();
        UUID operation = keyed(key, "wait=0").join().status() == 202 ? lastOf(key) : new UUID(0, 0);
        CompletableFuture<Answer> answer = keyed(key, "wait=10");
        story.succeeds(operation);

        Answer created = answer.join();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location"))
                .isEqualTo(created.json().getJsonObject("target").getString("href"));
        assertThat(created.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(created.json().getBoolean("done")).isTrue();
    }

    @Test
    void a_change_that_is_done_in_time_brings_what_was_changed_and_its_etag() {
        String path = "/v1/tasks/" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        gateway.projectService.answer(path, address -> new JsonObject().put("title", "Land"));
        UUID operation =
                UUID.fromString(changed(path, key, "wait=0").join().json().getString("id"));
        CompletableFuture<Answer> answer = changed(path, key, "wait=10");
        story.succeeds(operation);

        Answer done = answer.join();
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.header("ETag")).isEqualTo("\"project-service\"");
        assertThat(done.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(done.json().getJsonObject("resource")).isEqualTo(new JsonObject().put("title", "Land"));
        assertThat(done.json().getString("id")).isEqualTo(operation.toString());
    }

    @Test
    void a_change_is_a_200_also_when_it_cannot_be_read() {
        String path = "/v1/tasks/" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        gateway.projectService.answer(path, address -> {
            throw new IllegalStateException("out of order, as the test wants");
        });
        UUID operation =
                UUID.fromString(changed(path, key, "wait=0").join().json().getString("id"));
        CompletableFuture<Answer> answer = changed(path, key, "wait=10");
        story.succeeds(operation);

        Answer done = answer.join();
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.header("ETag")).isEmpty();
        assertThat(done.json().getString("status")).isEqualTo("succeeded");
    }

    private CompletableFuture<Answer> changed(String path, String key, String preference) {
        return gateway.sending(gateway.request(story.user, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .header("Prefer", preference)
                .method("PATCH", BodyPublishers.ofString("{\"completed\": true}")));
    }

    @Test
    void a_request_that_fails_in_time_is_answered_with_its_problem() {
        String key = UUID.randomUUID().toString();
        keyed(key, "").join();
        CompletableFuture<Answer> answer = keyed(key, "wait=10");
        story.fails(lastOf(key));

        Answer refused = answer.join();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(refused.json().getString("detail")).isEqualTo("It is taken; choose another.");
        assertThat(refused.json().getString("type")).isEqualTo("/problems/conflict");
    }

    @Test
    void a_preference_that_cannot_be_understood_is_passed_over() {
        Answer answer = keyed(UUID.randomUUID().toString(), "wait=soon").join();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEmpty();
    }

    @Test
    void another_instance_hears_of_the_end_as_well() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        try {
            UUID operation = story.accepted();
            CompletableFuture<Answer> here = polling(operation, "wait=10");
            CompletableFuture<Answer> there = other.sending(other.request(story.user, "/v1/operations/" + operation)
                    .header("Prefer", "wait=10")
                    .GET());
            story.succeeds(operation);

            assertThat(here.join().json().getString("status")).isEqualTo("succeeded");
            assertThat(there.join().json().getString("status")).isEqualTo("succeeded");
        } finally {
            other.stop();
        }
    }

    @Test
    void who_waits_at_an_instance_that_ends_is_answered_at_once() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        UUID operation = story.accepted();
        CompletableFuture<Answer> there = other.sending(other.request(story.user, "/v1/operations/" + operation)
                .header("Prefer", "wait=10")
                .GET());
        await().until(() -> other.metric("tandem_waiting_requests") == 1);

        other.stop();

        assertThat(there.join().json().getString("status")).isEqualTo("accepted");
    }

    @Test
    void a_workspace_has_so_many_places_and_then_nobody_waits() {
        RunningGateway other = RunningGateway.another("gateway", Map.of("WAITERS_PER_WORKSPACE", "1"));
        try {
            UUID operation = story.accepted();
            CompletableFuture<Answer> first = other.sending(other.request(story.user, "/v1/operations/" + operation)
                    .header("Prefer", "wait=10")
                    .GET());
            await().until(() -> other.metric("tandem_waiting_requests") == 1);
            Answer second = other.sending(other.request(story.user, "/v1/operations/" + operation)
                            .header("Prefer", "wait=10")
                            .GET())
                    .join();
            assertThat(second.header("Preference-Applied")).isEmpty();
            assertThat(second.json().getBoolean("done")).isFalse();
            story.succeeds(operation);
            assertThat(first.join().json().getBoolean("done")).isTrue();
        } finally {
            other.stop();
        }
    }

    @Test
    void several_operations_are_asked_for_at_once_and_only_ones_own_are_told() {
        UUID first = story.accepted();
        UUID second = story.accepted();
        UUID strange = new Story(gateway).accepted();

        Answer answer = gateway.get(story.user, "/v1/operations?ids=" + second + "," + strange + "," + first);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.items("id")).containsExactly(second.toString(), first.toString());
    }

    @Test
    void effects_are_asked_from_their_owners_and_one_that_does_not_answer_is_named() {
        UUID operation = story.accepted();
        UUID event = UUID.randomUUID();
        story.succeeds(operation, event);
        await().until(() -> story.shown(operation).getBoolean("done"));
        gateway.activityFeed.answer(
                "/v1/effects?events=" + event, address -> new JsonObject("{\"done\": [\"" + event + "\"]}"));
        gateway.notifier.answer("/v1/effects?events=" + event, address -> new JsonObject("{\"done\": []}"));
        gateway.deadLetters.answer(
                "/v1/effects?events=" + event,
                address -> new JsonObject(
                        "{\"dead\": [{\"event\": \"" + event + "\", \"consumer\": \"notifier.events\"}]}"));

        JsonObject effects = effects(operation);
        assertThat(effects.getString("activity")).isEqualTo("done");
        assertThat(effects.getString("notifications")).isEqualTo("dead-lettered");
        assertThat(effects.fieldNames()).doesNotContain("mail", "webhooks");

        gateway.notifier.answer(
                "/v1/effects?events=" + event,
                address -> new JsonObject(
                        "{\"done\": [], \"deliveries\": {\"webhooks\": \"pending\", \"pigeons\": \"done\"}}"));
        assertThat(effects(operation).getString("webhooks")).isEqualTo("pending");
        assertThat(effects(operation).fieldNames()).doesNotContain("mail", "pigeons");

        gateway.activityFeed.answer("/v1/effects?events=" + event, address -> {
            throw new IllegalStateException("out of order, as the test wants");
        });
        assertThat(effects(operation).getString("activity")).isEqualTo("unavailable");
    }

    private JsonObject effects(UUID operation) {
        return gateway.get(story.user, "/v1/operations/" + operation + "?include=effects")
                .json()
                .getJsonObject("effects");
    }

    private CompletableFuture<Answer> polling(UUID operation, String preference) {
        return gateway.sending(gateway.request(story.user, "/v1/operations/" + operation)
                .header("Prefer", preference)
                .GET());
    }

    private CompletableFuture<Answer> keyed(String key, String preference) {
        var request = gateway.posting(story.user, "/v1/workspaces", "{\"name\": \"Acme\"}")
                .header("Idempotency-Key", key);
        return gateway.sending(preference.isEmpty() ? request : request.header("Prefer", preference));
    }

    private UUID lastOf(String key) {
        return UUID.fromString(keyed(key, "").join().json().getString("id"));
    }
}
