package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fault;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationRetrying;
import dev.tandem.contracts.OperationStalled;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.Payload;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an operation looks from outside that does not end at once. */
@Timeout(120)
final class ProgressTest {

    private static final String ANNA = "anna";
    private static final String NEXT = "2099-11-21T09:45:06.700Z";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final RunningGateway gateway = RunningGateway.get();
    private final UUID operation = accepted();
    private final Instant begun = Instant.now();

    @Test
    void an_operation_that_is_retried_says_when() {
        happened(1, retrying(3, NEXT));

        JsonObject shown = awaitStatus(operation, "retrying");
        assertThat(shown.getBoolean("done")).isFalse();
        assertThat(shown.getInteger("attempt")).isEqualTo(3);
        assertThat(shown.getString("nextAttemptAt")).isEqualTo(NEXT);
        assertThat(shown.getString("detail")).isNotBlank();
        assertThat(shown.getValue("error")).isNull();
        assertThat(shown.encode()).doesNotContain("does not exist");
        assertThat(show().header("Retry-After")).isEqualTo("30");
    }

    @Test
    void an_operation_that_is_stalled_says_so_and_nothing_of_the_inside() {
        UUID letter = UuidCreator.getTimeOrderedEpoch();
        happened(1, retrying(2, NEXT));
        happened(2, new OperationStalled(operation, letter, "relation \"project\" does not exist"));

        JsonObject shown = awaitStatus(operation, "stalled");
        assertThat(shown.getBoolean("done")).isFalse();
        assertThat(shown.getString("detail")).isNotBlank();
        assertThat(shown.fieldNames()).doesNotContain("nextAttemptAt", "attempt");
        assertThat(shown.encode()).doesNotContain("does not exist", letter.toString());
        assertThat(show().header("Retry-After")).isEqualTo("30");
    }

    @Test
    void a_stalled_operation_succeeds_once_its_command_is_replayed_and_nothing_of_its_past_is_shown() {
        happened(1, stalled());
        awaitStatus(operation, "stalled");
        happened(2, retrying(2, NEXT));
        awaitStatus(operation, "retrying");
        happened(3, succeeded(operation));

        JsonObject shown = awaitStatus(operation, "succeeded");
        assertThat(shown.fieldNames()).doesNotContain("nextAttemptAt", "attempt", "detail");
        assertThat(show().header("Retry-After")).isEmpty();
    }

    @Test
    void a_refusal_tells_which_members_of_the_request_are_wrong() {
        happened(
                1,
                new OperationFailed(
                        operation,
                        "/problems/invalid-request",
                        "No",
                        422,
                        "It cannot be like that.",
                        List.of(new Fault("/assigneeId", "is not a member of the workspace"))));

        assertThat(awaitStatus(operation, "failed").getJsonObject("error").getJsonArray("errors"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("pointer", "/assigneeId")
                                .put("detail", "is not a member of the workspace")));
    }

    @Test
    void what_has_ended_is_neither_retried_nor_stalled_any_more() {
        happened(1, succeeded(operation));
        awaitStatus(operation, "succeeded");
        happened(2, retrying(2, NEXT));
        happened(3, stalled());
        happened(4, new OperationFailed(operation, "/problems/conflict", "No", 409, "Too late.", null));

        sentinel();
        assertThat(show().json().getString("status")).isEqualTo("succeeded");
    }

    @Test
    void what_happened_before_what_is_known_comes_too_late() {
        happened(5, stalled());
        awaitStatus(operation, "stalled");
        happened(4, retrying(6, NEXT));

        sentinel();
        assertThat(show().json().getString("status")).isEqualTo("stalled");
    }

    @Test
    void of_many_retries_the_last_one_counts_in_whatever_order_they_come() {
        for (int attempt : new int[] {2, 5, 3, 6, 4}) {
            happened(attempt, retrying(attempt, NEXT));
        }

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(show().json().getInteger("attempt")).isEqualTo(6));
        sentinel();
        assertThat(show().json().getInteger("attempt")).isEqualTo(6);
    }

    @Test
    void a_client_that_has_the_last_retry_is_told_of_the_next() {
        happened(-60, retrying(2, NEXT));
        awaitStatus(operation, "retrying");
        String etag = show().header("ETag");
        assertThat(gateway.getUnlessKnown(ANNA, path(operation), etag).status()).isEqualTo(304);

        happened(-59, retrying(3, "2099-11-21T09:45:09Z"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.getUnlessKnown(ANNA, path(operation), etag)
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void nobody_else_sees_it() {
        happened(1, stalled());
        awaitStatus(operation, "stalled");

        assertThat(gateway.get("bob", path(operation)).status()).isEqualTo(404);
    }

    private OperationRetrying retrying(int attempt, String next) {
        return new OperationRetrying(operation, attempt, next, "relation \"project\" does not exist");
    }

    private OperationStalled stalled() {
        return new OperationStalled(operation, UuidCreator.getTimeOrderedEpoch(), "no more attempts");
    }

    private static OperationSucceeded succeeded(UUID operation) {
        return new OperationSucceeded(operation, "workspace", "w", null);
    }

    private void happened(int secondsLater, Payload payload) {
        gateway.publish(envelope(payload, begun.plusSeconds(secondsLater)), payload);
    }

    /** Everything published before it has been handled once this other operation has ended: there is one queue, in order. */
    private void sentinel() {
        UUID other = accepted();
        gateway.publish(envelope(succeeded(other), Instant.now()), succeeded(other));
        awaitStatus(other, "succeeded");
    }

    private JsonObject awaitStatus(UUID id, String status) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(gateway.get(ANNA, path(id)).json().getString("status"))
                                .isEqualTo(status));
        return gateway.get(ANNA, path(id)).json();
    }

    private Answer show() {
        return gateway.get(ANNA, path(operation));
    }

    private UUID accepted() {
        Answer answer = gateway.post(ANNA, "/v1/workspaces", "{\"name\": \"Acme\"}");
        assertThat(answer.status()).isEqualTo(202);
        return UUID.fromString(answer.json().getString("id"));
    }

    private static String path(UUID operation) {
        return "/v1/operations/" + operation;
    }

    private static Envelope envelope(Payload payload, Instant at) {
        return Envelope.of(Contracts.of(payload).type())
                .source("/project-service")
                .subject("w")
                .time(at)
                .tenant("w")
                .actor(ANNA)
                .correlationId("test")
                .sequence(1)
                .build();
    }
}
