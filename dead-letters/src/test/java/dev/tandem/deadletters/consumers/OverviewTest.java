package dev.tandem.deadletters.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.messaging.report.ConsumerReport.State;
import dev.tandem.messaging.report.OutboxReport;
import dev.tandem.messaging.report.ServiceReport;
import dev.tandem.messaging.watch.LagWatch.Outage;
import dev.tandem.messaging.watch.LagWatch.Sight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverviewTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String QUEUE = "notifier.events";
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    @Test
    void two_instances_are_one_consumer() {
        JsonObject consumer = consumer(
                Reports.of("notifier", FIRST, 1, NOW, Reports.consumer(QUEUE, State.CONSUMING, 60, 4)),
                Reports.of("notifier", SECOND, 1, NOW, Reports.consumer(QUEUE, State.CONSUMING, 30, 90)));

        assertThat(consumer.getString("service")).isEqualTo("notifier");
        assertThat(consumer.getBoolean("stale")).isFalse();
        assertThat(consumer.getString("state")).isEqualTo("consuming");
        assertThat(consumer.getBoolean("paused")).isFalse();
        assertThat(consumer.getDouble("ratePerSecond")).isEqualTo(1.5);
        assertThat(consumer.getJsonObject("attempts"))
                .isEqualTo(new JsonObject()
                        .put("done", 90L)
                        .put("duplicate", 2L)
                        .put("retry", 4L)
                        .put("deadLetter", 6L));
        assertThat(consumer.getJsonObject("lastFailure"))
                .isEqualTo(Reports.lastFailure(60).toJson());
        JsonObject time = consumer.getJsonObject("criticalTime");
        assertThat(time.getDouble("p50Ms")).isCloseTo(4, within(0.1));
        assertThat(time.getDouble("p99Ms")).isCloseTo(90, within(1.0));
        assertThat(time.getLong("samples")).isEqualTo(90);
        assertThat(time.getLong("windowSeconds")).isEqualTo(60);
        assertThat(consumer.getDouble("oldestUnprocessedSeconds")).isEqualTo(1.25);
        assertThat(consumer.getLong("depth")).isEqualTo(7);
        assertThat(consumer.getLong("held")).isEqualTo(10);
        assertThat(consumer.getLong("delayed")).isEqualTo(6);
        assertThat(consumer.getLong("dead")).isEqualTo(4);
        assertThat(consumer.getLong("subscribers")).isEqualTo(2);
        assertThat(instances(consumer))
                .extracting(each -> each.getString("instance"))
                .containsExactly(FIRST.toString(), SECOND.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "CONSUMING, CONSUMING, consuming, false, ",
        "CONSUMING, PAUSED, paused, true, mail",
        "WAITING_FOR_DATABASE, CONSUMING, waiting-for-database, true, mail",
        "PAUSED, UNSUBSCRIBED, unsubscribed, true, mail",
    })
    void the_worst_state_of_any_instance_is_shown(
            State first, State second, String state, boolean paused, String pausedOn) {
        JsonObject consumer = consumer(
                Reports.of("notifier", FIRST, 1, NOW, Reports.consumer(QUEUE, first, dependency(first), 0, 0)),
                Reports.of("notifier", SECOND, 1, NOW, Reports.consumer(QUEUE, second, dependency(second), 0, 0)));

        assertThat(consumer.getString("state")).isEqualTo(state);
        assertThat(consumer.getBoolean("paused")).isEqualTo(paused);
        assertThat(consumer.getString("pausedOn")).isEqualTo(pausedOn);
        assertThat(consumer.getJsonObject("criticalTime").getValue("p50Ms")).isNull();
        assertThat(consumer.getJsonObject("criticalTime").getLong("samples")).isZero();
    }

    @Test
    void an_instance_that_fell_silent_is_named_and_counts_no_more() {
        JsonObject consumer = consumer(
                Reports.of("notifier", FIRST, 1, NOW.minusSeconds(16), Reports.consumer(QUEUE, State.PAUSED, 60, 4)),
                Reports.of(
                        "notifier", SECOND, 1, NOW.minusSeconds(14), Reports.consumer(QUEUE, State.CONSUMING, 30, 90)));

        assertThat(consumer.getBoolean("stale")).isFalse();
        assertThat(consumer.getString("state")).isEqualTo("consuming");
        assertThat(consumer.getJsonObject("attempts").getLong("done")).isEqualTo(30);
        assertThat(instances(consumer))
                .extracting(each -> each.getBoolean("stale"))
                .containsExactly(true, false);
    }

    @Test
    void a_service_that_fell_silent_is_stale_and_its_queue_is_seen_all_the_same() {
        JsonObject consumer = consumer(Reports.of(
                "notifier", FIRST, 1, NOW.minusSeconds(60), Reports.consumer(QUEUE, State.CONSUMING, 60, 4)));

        assertThat(consumer.getBoolean("stale")).isTrue();
        for (String member : new String[] {"paused", "pausedOn", "held", "delayed", "ratePerSecond"}) {
            assertThat(consumer.containsKey(member)).as(member).isTrue();
            assertThat(consumer.getValue(member)).as(member).isNull();
        }
        assertThat(consumer.getJsonObject("criticalTime").getMap())
                .hasSize(4)
                .allSatisfy((member, value) -> assertThat(value).as(member).isNull());
        assertThat(consumer.getJsonObject("attempts").getMap())
                .hasSize(4)
                .allSatisfy((member, value) -> assertThat(value).as(member).isNull());
        assertThat(consumer.getDouble("oldestUnprocessedSeconds")).isEqualTo(1.25);
        assertThat(consumer.getLong("dead")).isEqualTo(4);
        assertThat(instances(consumer)).hasSize(1);
    }

    @Test
    void of_who_is_not_heard_it_is_said_since_when_and_why() {
        ServiceReport early = Reports.of("notifier", FIRST, 1, NOW.minusSeconds(90));
        ServiceReport[] reports = {
            Reports.of("notifier", FIRST, 1, NOW.minusSeconds(90), Reports.consumer(QUEUE, State.CONSUMING, 60, 4)),
            Reports.of("notifier", SECOND, 1, NOW.minusSeconds(60), Reports.consumer(QUEUE, State.PAUSED, 60, 4)),
        };
        Outage outage = new Outage(NOW.minusSeconds(20), "The broker cannot be reached: Connection refused");

        JsonObject silent = consumer(reports);
        JsonObject never = consumer(early);
        JsonObject disconnected = overview(outage, reports).of(QUEUE).orElseThrow();

        assertThat(stateOf(silent))
                .containsExactly("silent", NOW.minusSeconds(60).toString(), null);
        assertThat(stateOf(never)).containsExactly("silent", null, null);
        assertThat(stateOf(disconnected))
                .containsExactly(
                        "disconnected",
                        NOW.minusSeconds(20).toString(),
                        "The broker cannot be reached: Connection refused");
    }

    @Test
    void who_is_heard_by_another_instance_is_not_called_disconnected() {
        Outage outage = new Outage(NOW.minusSeconds(20), "The broker cannot be reached: Connection refused");

        JsonObject consumer = overview(
                        outage,
                        Reports.of(
                                "notifier",
                                FIRST,
                                1,
                                NOW.minusSeconds(2),
                                Reports.consumer(QUEUE, State.CONSUMING, 1, 1)))
                .of(QUEUE)
                .orElseThrow();

        assertThat(stateOf(consumer)).containsExactly("consuming", null, null);
    }

    private static List<Object> stateOf(JsonObject consumer) {
        return Stream.of("state", "stateSince", "stateReason")
                .map(consumer::getValue)
                .toList();
    }

    @Test
    void who_never_reported_is_shown_and_who_reports_unexpectedly_too() {
        Overview overview = overview(
                Reports.of("exports", FIRST, 1, NOW, Reports.consumer("exports.events", State.CONSUMING, 1, 1)));

        assertThat(items(overview.toJson().getJsonArray("consumers")))
                .extracting(each -> each.getString("consumer") + " " + each.getBoolean("stale"))
                .containsExactly("exports.events false", "notifier.events true");
        assertThat(items(overview.toJson().getJsonArray("outboxes")))
                .extracting(each -> each.getString("service") + " " + each.getBoolean("stale"))
                .containsExactly("exports false", "notifier true");
        assertThat(overview.of("exports.events")).isPresent();
        assertThat(overview.of("unroutable")).isEmpty();
    }

    @Test
    void the_newest_report_tells_of_the_outbox_that_instances_share() {
        ServiceReport older = Reports.of("notifier", FIRST, 5, NOW.minusSeconds(3));
        ServiceReport newer = Reports.of("notifier", SECOND, 2, NOW.minusSeconds(1));

        JsonObject outbox =
                items(overview(newer, older).toJson().getJsonArray("outboxes")).get(0);

        assertThat(outbox.getLong("messages")).isEqualTo(2);
        assertThat(outbox.getDouble("oldestAgeSeconds")).isEqualTo(1.5);
        assertThat(instances(outbox))
                .extracting(each -> each.getInteger("partitionsHeld"))
                .containsExactly(1, 1);
    }

    @Test
    void an_outbox_that_cannot_be_read_is_not_shown_as_empty() {
        ServiceReport blind = new ServiceReport("notifier", FIRST, 1, NOW, new OutboxReport(null, 40, 0), List.of());

        JsonObject outbox =
                items(overview(blind).toJson().getJsonArray("outboxes")).get(0);

        assertThat(outbox.getBoolean("stale")).isFalse();
        assertThat(outbox.getValue("messages")).isNull();
        assertThat(outbox.getDouble("oldestAgeSeconds")).isEqualTo(40);
    }

    private static String dependency(State state) {
        return state == State.PAUSED || state == State.WAITING_FOR_DATABASE ? "mail" : null;
    }

    private static JsonObject consumer(ServiceReport... reports) {
        return overview(reports).of(QUEUE).orElseThrow();
    }

    private static Overview overview(ServiceReport... reports) {
        return overview(null, reports);
    }

    private static Overview overview(@Nullable Outage outage, ServiceReport... reports) {
        return new Overview(
                Set.of(QUEUE), List.of(reports), queue -> new Sight(1.25, 7L, 2L), outage, Map.of(QUEUE, 4L), NOW);
    }

    private static List<JsonObject> instances(JsonObject json) {
        return items(json.getJsonArray("instances"));
    }

    private static List<JsonObject> items(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
