package dev.tandem.messaging.consume;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of a handler that lets them gather: one transaction for many messages. */
final class GatheringTest {

    private static final int FULL = 128;

    private final Consumption consumption = new Consumption();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        consumption.close();
    }

    @Test
    void events_gather_until_the_batch_is_full() {
        consumption.consume(RetryPolicy.attempts(1).from(Duration.ofMillis(250)), gathering(Duration.ofHours(1)));

        publish(FULL - 1);
        await().until(() -> consumption.state().heldCount() == FULL - 1);
        assertThat(batches).isEmpty();
        publish(1);

        await().untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(FULL));
        assertThat(batches).containsExactly(FULL);
        consumption.awaitAllSettled();
    }

    @Test
    void events_that_gathered_for_long_enough_are_handled() {
        consumption.consume(RetryPolicy.attempts(1).from(Duration.ofMillis(250)), gathering(Duration.ofMillis(200)));

        publish(1);
        await().untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(1));
        publish(1);
        await().untilAsserted(() -> assertThat(consumption.service.effects()).hasSize(2));

        assertThat(batches).containsExactly(1, 1);
        consumption.awaitAllSettled();
    }

    @Test
    void who_stops_does_not_wait_and_gives_back_what_has_gathered() {
        consumption.consume(RetryPolicy.attempts(1).from(Duration.ofMillis(250)), gathering(Duration.ofHours(1)));
        publish(3);
        await().until(() -> consumption.state().heldCount() == 3);

        await(consumption.messaging.stopConsuming());

        assertThat(batches).isEmpty();
        await().untilAsserted(() -> assertThat(Rabbit.depth(consumption.queue)).isEqualTo(3));
    }

    private void publish(int events) {
        List<Envelope> envelopes =
                IntStream.range(0, events).mapToObj(i -> envelope("w1")).toList();
        envelopes.forEach(consumption::publish);
    }

    private MessageHandler gathering(Duration time) {
        return new MessageHandler() {

            @Override
            public Duration gathersFor() {
                return time;
            }

            @Override
            public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
                batches.add(events.size());
                return Consumption.effect(work, events);
            }
        };
    }
}
