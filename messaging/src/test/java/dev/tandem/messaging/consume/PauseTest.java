package dev.tandem.messaging.consume;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.report.ConsumerReport.State;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class PauseTest {

    private static final RetryPolicy POLICY =
            RetryPolicy.attempts(2).from(Duration.ofSeconds(2)).pausingAfter(3);

    private final Consumption consumption = new Consumption();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean mailAway = true;

    @AfterEach
    void close() {
        consumption.close();
    }

    @Test
    void an_outage_does_not_march_a_queue_into_the_dead_letters() {
        consumption.consume(POLICY, Consumption.each(event -> mailAway ? failed("no answer") : Outcome.done()));

        List<Envelope> events = events(200);
        consumption.publish(events, Map.of());
        await().untilAsserted(() -> assertThat(consumption.state().activity()).isEqualTo(State.PAUSED));
        assertThat(consumption.state().dependency()).isEqualTo("mail");
        assertThat(consumption.state().since()).isNotNull();
        assertThat(stateGauge()).isEqualTo(3);
        // Without its mail the service still consumes what it can; without its database it would not.
        assertThat(consumption.messaging.consuming()).isTrue();
        int atFirst = failures.get();
        await().untilAsserted(() -> assertThat(failures.get()).isGreaterThan(atFirst));
        assertThat(consumption.state().heldCount()).isGreaterThan(190);

        mailAway = false;

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(200));
        assertThat(consumption.service.effects())
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(Envelope::id).toList());
        // Two were retried before the third in a row began the pause; no probe counted.
        assertThat(await(consumption
                                .service
                                .pool
                                .query("SELECT count(*) FROM effect WHERE attempt > 1")
                                .execute())
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(2);
        assertThat(consumption.largestAttempt()).isEqualTo(2);
        assertThat(consumption.state().activity()).isEqualTo(State.CONSUMING);
        assertThat(stateGauge()).isZero();
        consumption.awaitAllSettled();
    }

    @Test
    void an_event_that_poses_as_an_outage_ends_in_the_dead_letters_and_its_neighbours_do_not() {
        List<Envelope> events = events(300);
        Envelope poison = events.get(150);
        MessageHandler handler = (work, batch) ->
                batch.stream().anyMatch(event -> event.envelope().id().equals(poison.id()))
                        ? Future.failedFuture(new IOException("its page is broken"))
                        : Consumption.effect(work, batch);
        consumption.consume(RetryPolicy.attempts(1).from(Duration.ofMillis(250)), handler);

        consumption.publish(events, Map.of());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(299));
        var letter = DeadLetters.containing(poison.id().toString());
        assertThat(Consumption.header(letter, Headers.REASON)).isEqualTo("exhausted");
        assertThat(consumption.largestAttempt()).isEqualTo(1);
        consumption.awaitAllSettled();
    }

    @Test
    void the_failure_of_a_probe_for_another_reason_ends_the_pause() {
        List<Envelope> events = events(3);
        Envelope oldest = events.get(2);
        consumption.consume(
                RetryPolicy.attempts(0).pausingAfter(1),
                Consumption.each(event -> mailAway
                        ? failed("no answer")
                        : event.envelope().id().equals(oldest.id()) ? Outcome.refuse("not this") : Outcome.done()));
        consumption.publish(List.of(oldest), Map.of());
        await().untilAsserted(() -> assertThat(consumption.state().activity()).isEqualTo(State.PAUSED));
        mailAway = false;

        assertThat(Consumption.header(DeadLetters.containing(oldest.id().toString()), Headers.REASON))
                .isEqualTo("refused");
        await().untilAsserted(() -> assertThat(consumption.state().activity()).isEqualTo(State.CONSUMING));
        consumption.publish(events.subList(0, 2), Map.of());
        await().untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(2));
        consumption.awaitAllSettled();
    }

    @Test
    void a_paused_consumer_stops_at_once_and_gives_everything_back() {
        consumption.consume(RetryPolicy.attempts(2).pausingAfter(1), Consumption.each(event -> failed("no answer")));
        consumption.publish(events(100), Map.of());
        await().untilAsserted(() -> assertThat(consumption.state().heldCount()).isEqualTo(100));
        await().untilAsserted(() -> assertThat(consumption.state().activity()).isEqualTo(State.PAUSED));

        long begun = System.nanoTime();
        await(consumption.messaging.stopConsuming());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        await().untilAsserted(() -> assertThat(Rabbit.depth(consumption.queue)).isEqualTo(100));
        assertThat(consumption.service.effects()).isEmpty();
    }

    private Outcome failed(String why) {
        failures.incrementAndGet();
        return Outcome.unavailable("mail", why);
    }

    private double stateGauge() {
        return consumption
                .service
                .meters
                .get("tandem.consumer.state")
                .tag("consumer", consumption.queue)
                .gauge()
                .value();
    }

    private static List<Envelope> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> envelope("w" + i % 3)).toList();
    }
}
