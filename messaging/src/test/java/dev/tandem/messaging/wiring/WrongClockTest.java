package dev.tandem.messaging.wiring;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that share a database, and machines whose clocks disagree with it. */
@Timeout(90)
final class WrongClockTest {

    private static final Duration SIX_WEEKS = Duration.ofDays(42);

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);
    private final AtomicInteger handledByTheWrong = new AtomicInteger();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void an_instance_six_weeks_ahead_drops_no_partition_and_consumes_nothing() {
        consume(service.start(), new AtomicInteger());
        List<String> partitions = partitions();

        Messaging wrong = service.start(Clock.offset(Clock.systemUTC(), SIX_WEEKS));
        consume(wrong, handledByTheWrong);

        assertThat(partitions()).isEqualTo(partitions);
        assertThat(wrong.consuming()).isFalse();
        assertThat(wrong.wrongClock()).hasValueSatisfying(why -> assertThat(why).contains("days ahead"));
        publish(20);
        await().untilAsserted(() -> assertThat(service.effects()).hasSize(20));
        assertThat(handledByTheWrong).hasValue(0);
    }

    @Test
    void an_instance_whose_clock_is_set_wrong_gives_back_what_it_has_and_goes_on_when_it_is_right() {
        SetClock machine = new SetClock();
        Messaging messaging = service.start(machine);
        AtomicInteger handled = new AtomicInteger();
        consume(messaging, handled);
        publish(1);
        await().until(() -> handled.get() == 1);

        machine.lead = SIX_WEEKS.negated();
        await(messaging.lookAtClock());

        assertThat(messaging.consuming()).isFalse();
        publish(5);
        await().untilAsserted(() -> assertThat(Rabbit.depth(queue)).isEqualTo(5));

        machine.lead = Duration.ZERO;
        await(messaging.lookAtClock());

        await().untilAsserted(() -> assertThat(service.effects()).hasSize(6));
        assertThat(messaging.consuming()).isTrue();
        assertThat(messaging.wrongClock()).isEmpty();
    }

    @Test
    void a_clock_that_is_off_by_seconds_disturbs_nobody() {
        Messaging messaging = service.start(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(50)));

        consume(messaging, new AtomicInteger());

        assertThat(messaging.consuming()).isTrue();
    }

    private void consume(Messaging messaging, AtomicInteger handled) {
        await(messaging.consume(queue, MessagingFixture::read, RetryPolicy.attempts(0), (work, events) -> {
            handled.addAndGet(events.size());
            return MessagingFixture.effect(work, events)
                    .map(v -> events.stream().map(event -> Outcome.done()).toList());
        }));
    }

    private void publish(int events) {
        Rabbit.publish(
                "events",
                topic,
                CloudEvents.SINGLE,
                Map.of(),
                Stream.generate(() -> CloudEvents.write(envelope("w1"), new MessagingFixture.Note("hello"))
                                .toString())
                        .limit(events)
                        .toList());
    }

    private List<String> partitions() {
        List<String> names = new ArrayList<>();
        Future<?> read = service.pool
                .query("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'inbox'::regclass ORDER BY"
                        + " 1")
                .execute()
                .onSuccess(rows -> rows.forEach(row -> names.add(row.getString(0))));
        await(read);
        return names;
    }

    private static final class SetClock extends Clock {

        private volatile Duration lead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(lead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
