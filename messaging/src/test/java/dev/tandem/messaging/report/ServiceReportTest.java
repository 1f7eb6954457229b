package dev.tandem.messaging.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.messaging.report.ConsumerReport.State;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceReportTest {

    private static final UUID INSTANCE = UUID.randomUUID();
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123Z");

    @ParameterizedTest
    @EnumSource
    void it_is_read_as_it_was_written(State state) {
        ServiceReport report = report(state);

        ServiceReport read = ServiceReport.of(new JsonObject(report.toJson().toBuffer()));

        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("consumers.recent.criticalTimes")
                .isEqualTo(report);
        assertThat(read.consumers().get(0).recent().criticalTimes().count()).isEqualTo(1);
    }

    @Test
    void what_a_newer_version_says_besides_is_passed_over() {
        JsonObject json = report(State.CONSUMING).toJson().put("weather", "fine");
        json.getJsonObject("outbox").put("colour", "blue");

        assertThat(ServiceReport.of(json).outbox()).isEqualTo(new OutboxReport(null, 3.5, 2));
    }

    @Test
    void an_older_version_does_not_say_what_it_holds_and_has_delayed() {
        JsonObject json = report(State.CONSUMING).toJson();
        JsonObject consumer = json.getJsonArray("consumers").getJsonObject(0);
        consumer.remove("held");
        consumer.remove("delayed");

        ConsumerReport read = ServiceReport.of(json).consumers().get(0);

        assertThat(read.held()).isNull();
        assertThat(read.delayed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "instance", "number", "at", "outbox", "consumers"})
    void without_one_of_its_parts_it_is_none(String part) {
        JsonObject json = report(State.CONSUMING).toJson();
        json.remove(part);

        assertThatIllegalArgumentException().isThrownBy(() -> ServiceReport.of(json));
    }

    private static ServiceReport report(State state) {
        CriticalTimes times = new CriticalTimes();
        times.add(Duration.ofMillis(7));
        return new ServiceReport(
                "notifier",
                INSTANCE,
                12,
                AT,
                new OutboxReport(null, 3.5, 2),
                List.of(new ConsumerReport(
                        "notifier.events",
                        state,
                        state == State.PAUSED ? "mail" : null,
                        state == State.UNSUBSCRIBED ? null : 5L,
                        state == State.UNSUBSCRIBED ? null : 1.25,
                        3L,
                        new RecentDeliveries.Window(
                                270,
                                0.5,
                                new DeliveryCounts(1, 2, 3, 4),
                                times,
                                new LastFailure(Instant.parse("2026-01-31T08:00:00.123Z"), "no such column")))));
    }
}
