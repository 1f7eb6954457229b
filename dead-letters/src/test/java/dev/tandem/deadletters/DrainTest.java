package dev.tandem.deadletters;

import static dev.tandem.deadletters.Dead.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.Postgres;
import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the way from the queues into the database. */
@Timeout(120)
class DrainTest {

    private final RunningDeadLetters dead = RunningDeadLetters.get();
    private final UUID tenant = anId();

    @Test
    void a_dead_letter_tells_all_that_is_known_of_it() {
        Dead event = Dead.event(tenant);

        JsonObject letter = dead.letter(dead.aLetter(tenant, event));

        assertThat(letter.getMap())
                .containsEntry("kind", "dead-letter")
                .containsEntry("state", "open")
                .containsEntry("consumer", "notifier.events")
                .containsEntry("type", "dev.tandem.project.created.v1")
                .containsEntry("tenant", tenant.toString())
                .containsEntry("eventId", event.eventId().toString())
                .containsEntry("correlationId", "correlation-" + tenant)
                .containsEntry("reason", "exhausted")
                .containsEntry("error", "IllegalStateException: no mail for 42")
                .containsEntry("errorType", "java.lang.IllegalStateException")
                .containsEntry("errorFrames", "Mail.send\nNotifier.apply")
                .containsEntry("attempts", 6)
                .containsEntry("firstFailure", "2026-11-20T10:00:00Z")
                .containsEntry("traceId", Dead.TRACE)
                .containsEntry("bodyEncoding", "json");
        assertThat(letter.getJsonObject("body").getString("id"))
                .isEqualTo(event.eventId().toString());
        assertThat(letter.getJsonArray("attemptHistory").getJsonObject(0).getString("error"))
                .isEqualTo("no mail");
        assertThat(letter.getJsonObject("headers").getString("tandem-origin")).isEqualTo("notifier.events");
    }

    @Test
    void a_redelivered_dead_letter_appears_once() {
        Dead event = Dead.event(tenant);
        dead.publish(event);
        dead.publish(event);
        sentinel();

        assertThat(dead.await(tenant, 2))
                .filteredOn(letter ->
                        letter.getString("eventId").equals(event.eventId().toString()))
                .singleElement()
                .satisfies(letter -> assertThat(letter.getInteger("deaths")).isEqualTo(1));
    }

    @Test
    void an_event_that_fails_anew_after_it_was_resolved_is_opened_again_with_a_trace() {
        Dead event = Dead.event(tenant);
        String id = dead.aLetter(tenant, event);
        dead.sql("UPDATE letter SET state = 'resolved' WHERE id = $1", UUID.fromString(id));

        dead.publish(event.with("tandem-first-failure", "2100-01-01T00:00:00Z"));

        dead.awaitState(id, "reopened");
        assertThat(dead.letter(id).getJsonArray("audit").getJsonObject(0).getMap())
                .containsEntry("action", "reopen")
                .containsEntry("from", "resolved")
                .containsEntry("to", "reopened");
    }

    @Test
    void a_body_of_more_than_a_mebibyte_is_told_by_its_size_and_its_digest() {
        Buffer large = Buffer.buffer("\"" + "x".repeat((1 << 20) - 1) + "\"");
        dead.publish(Dead.of(large).with("tandem-error", "large " + tenant));
        dead.publish(Dead.of(large.getBuffer(0, 1 << 20)).with("tandem-error", "largest " + tenant));

        JsonObject letter = found("large " + tenant);

        assertThat(letter.getMap())
                .containsEntry("body", null)
                .containsEntry("bodyEncoding", "omitted")
                .containsEntry("bodySize", (1 << 20) + 1)
                .containsEntry("bodySha256", "97bfbe7c822fc175c96a86ca0e4f571b61c4882e32c799e46b81f9b6ec2d37be");
        assertThat(found("largest " + tenant).getMap())
                .containsEntry("bodyEncoding", "base64")
                .doesNotContainKeys("bodySize", "bodySha256");
    }

    @Test
    void an_event_that_died_in_two_consumers_appears_twice() {
        Dead event = Dead.event(tenant);
        dead.publish(event);
        dead.publish(event.from("activity-feed.events"));

        assertThat(dead.await(tenant, 2))
                .extracting(letter -> letter.getString("consumer"))
                .containsExactlyInAnyOrder("notifier.events", "activity-feed.events");
    }

    @Test
    void a_packed_message_that_the_broker_took_away_becomes_a_letter_for_each_event() {
        List<Buffer> events = List.of(
                Dead.eventOf(tenant, "A", null), Dead.eventOf(tenant, "B", null), Dead.eventOf(tenant, "C", null));
        dead.publish(Dead.event(tenant)
                .bare()
                .as(CloudEvents.BATCH, Dead.packed(events))
                .to("dead-letters", "project.created")
                .with("x-first-death-queue", "notifier.events")
                .with("x-first-death-exchange", "events")
                .with("x-first-death-reason", "delivery_limit"));

        assertThat(dead.await(tenant, 3))
                .allSatisfy(letter -> assertThat(letter.getMap())
                        .containsEntry("consumer", "notifier.events")
                        .containsEntry("reason", "delivery-limit"));
    }

    @Test
    void what_cannot_be_read_is_kept_as_it_is() {
        String garbage = "{garbage " + tenant;
        dead.publish(Dead.of(Buffer.buffer(garbage)).with("tandem-error", "no JSON " + tenant));

        JsonObject letter = found("no JSON " + tenant);

        assertThat(letter.getString("eventId")).isNull();
        assertThat(letter.getString("bodyEncoding")).isEqualTo("base64");
        assertThat(Buffer.buffer(java.util.Base64.getDecoder().decode(letter.getString("body")))
                        .toString())
                .isEqualTo(garbage);
    }

    @Test
    void what_no_queue_took_is_kept_too() {
        Dead event = Dead.event(tenant).bare().to("operations", "unheard.of");
        dead.publish(event);

        assertThat(dead.await(tenant, 1).get(0).getMap())
                .containsEntry("kind", "unroutable")
                .containsEntry("consumer", null)
                .containsEntry("reason", "unroutable")
                .containsEntry("error", "No queue is bound to operations for the routing key unheard.of");
    }

    @Test
    void text_that_the_database_cannot_hold_blocks_nothing() {
        JsonObject event = new JsonObject(Dead.eventOf(tenant, "A", null)).put("subject", "SUBJECT");
        Buffer strange = Buffer.buffer(event.encode().replace("SUBJECT", "a\\u0000b\\ud800c"));
        dead.publish(Dead.of(strange).with("tandem-error", "nul \u0000 here"));

        assertThat(dead.await(tenant, 1).get(0).getString("error")).isEqualTo("nul \ufffd here");
    }

    @Test
    void headers_of_strange_kinds_and_values_block_nothing() {
        dead.publish(Dead.event(tenant)
                .with("tandem-attempt", -3L)
                .with("tandem-first-failure", "yesterday")
                .with("tandem-attempts", "[1, {\"at\": 2}, null")
                .with("tandem-replay", "mine")
                .with("traceparent", "x".repeat(5_000)));

        JsonObject letter = dead.letter(dead.await(tenant, 1).get(0).getString("id"));
        assertThat(letter.getInteger("attempts")).isEqualTo(1);
        assertThat(letter.getString("firstFailure")).isNull();
        assertThat(letter.getJsonArray("attemptHistory")).isEmpty();
    }

    @Test
    void a_probe_that_died_is_forgotten() {
        long before = all();
        dead.publish(Dead.event(tenant).as(Prober.CONTENT_TYPE, Buffer.buffer()));
        sentinel();

        dead.await(tenant, 1);
        assertThat(all()).isEqualTo(before + 1);
    }

    @Test
    void an_operation_whose_command_died_is_told_that_it_is_stalled_and_told_once() {
        UUID operation = anId();
        Dead command = Dead.command(tenant, operation);
        String letter = dead.aLetter(tenant, command);
        dead.publish(command);
        UUID second = anId();
        dead.publish(Dead.command(tenant, second));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stalled(second)).hasSize(1));
        assertThat(stalled(operation)).singleElement().satisfies(event -> {
            assertThat(event.getString("type")).isEqualTo("dev.tandem.operation.stalled.v1");
            assertThat(event.getString("tenantid")).isEqualTo(tenant.toString());
            assertThat(event.getString("traceparent")).contains(Dead.TRACE);
            assertThat(event.getJsonObject("data").getString("deadLetterId")).isEqualTo(letter);
        });
    }

    @Test
    void an_event_that_belongs_to_an_operation_stalls_nothing() {
        JsonObject event = new JsonObject(Dead.eventOf(tenant, "A", null)).put("operationid", anId().toString());
        dead.aLetter(tenant, Dead.of(event.toBuffer()));
        UUID sentinel = anId();
        dead.publish(Dead.command(tenant, sentinel));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stalled(sentinel)).hasSize(1));
        assertThat(stalled(UUID.fromString(event.getString("operationid")))).isEmpty();
    }

    @Test
    void what_dies_while_the_database_is_away_is_kept_when_it_is_back() {
        Postgres postgres = SharedBackends.get().postgres();
        postgres.kill();
        try {
            for (int i = 0; i < 30; i++) {
                dead.publish(Dead.event(tenant));
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(dead.health().encode()).contains("not taken in"));
        } finally {
            postgres.start();
        }

        dead.await(tenant, 30);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dead.health().getString("status")).isEqualTo("up"));
    }

    private void sentinel() {
        dead.publish(Dead.event(tenant));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(dead.letters(tenant)).isNotEmpty());
    }

    private List<JsonObject> stalled(UUID operation) {
        return dead.operations.with(operation.toString()).stream()
                .map(delivery -> new JsonObject(delivery.body()))
                .toList();
    }

    private JsonObject found(String text) {
        String path = "/v1/admin/dead-letters?text=" + text.replace(" ", "%20");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(dead.get(path).items("id")).hasSize(1));
        return dead.letter(dead.get(path).items("id").get(0));
    }

    private long all() {
        return dev.tandem.kit.testing.Awaiting.get(
                        dead.pool.query("SELECT count(*) FROM letter").execute())
                .iterator()
                .next()
                .getLong(0);
    }
}
