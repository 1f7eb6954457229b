package dev.tandem.messaging.watch;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LagWatchTest {

    /** Of probes, in seconds: by so much the lag may be wrong. */
    private static final double TWO_INTERVALS = 4;

    private final MessagingFixture service = new MessagingFixture();
    private final MessagingFixture watching = new MessagingFixture();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);

    @AfterEach
    void close() {
        service.close();
        watching.close();
    }

    @Test
    void a_consumer_that_keeps_up_has_no_lag_and_one_that_is_gone_has_the_age_of_what_waits() {
        Messaging consumer = service.start();
        await(consumer.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, LagWatchTest::nothing));
        Messaging watcher = watching.start(OpenTelemetry.noop());
        LagWatch watch = await(watcher.watch(Set.of(queue), Set.of("unroutable")));
        await().untilAsserted(() -> {
            assertThat(gauge("tandem.queue.consumers", "queue", queue)).isEqualTo(1);
            assertThat(lag()).isLessThan(0.4);
        });

        await(consumer.stopConsuming());
        long stopped = System.nanoTime();
        service.send(consumer, topic, "w1");

        await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - stopped > 8e9);
        double age = (System.nanoTime() - stopped) / 1e9;
        assertThat(lag()).isCloseTo(age, within(TWO_INTERVALS));
        assertThat(gauge("tandem.queue.consumers", "queue", queue)).isZero();
        assertThat(gauge("tandem.queue.messages", "queue", queue)).isGreaterThanOrEqualTo(1);
        assertThat(gauge("tandem.queue.messages", "queue", "unroutable")).isNotNaN();
        assertThat(watch.of(queue)).satisfies(seen -> {
            assertThat(seen.lagSeconds()).isGreaterThan(age - TWO_INTERVALS);
            assertThat(seen.messages()).isGreaterThanOrEqualTo(1);
            assertThat(seen.consumers()).isZero();
        });
        assertThat(watch.of("unroutable").lagSeconds()).isNull();
        assertThat(watch.of("unroutable").messages()).isNotNull();
        assertThat(watch.of("nobody's")).isEqualTo(new LagWatch.Sight(null, null, null));

        Messaging successor = service.start();
        await(successor.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, LagWatchTest::nothing));
        await().untilAsserted(() -> assertThat(lag()).isLessThan(0.4));
    }

    @Test
    void a_consumer_that_is_alive_but_stuck_lags() {
        AtomicReference<Promise<List<Outcome>>> stuck = new AtomicReference<>();
        Messaging consumer = service.start();
        await(consumer.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, (work, events) -> {
            Promise<List<Outcome>> answer = Promise.promise();
            stuck.set(answer);
            return answer.future();
        }));
        Messaging watcher = watching.start(OpenTelemetry.noop());
        await(watcher.watch(Set.of(queue), Set.of()));

        service.send(consumer, topic, "w1");

        await().untilAsserted(() -> assertThat(lag()).isGreaterThan(2));
        assertThat(service.meters
                        .get("tandem.consumer.oldest.unprocessed")
                        .tag("consumer", queue)
                        .gauge()
                        .value())
                // A probe may have been on its way when the event came.
                .isGreaterThan(1.5);
        stuck.get().complete(List.of(Outcome.done()));
        await().untilAsserted(() -> assertThat(lag()).isLessThan(0.4));
        assertThat(service.meters
                        .get("tandem.consumer.oldest.unprocessed")
                        .tag("consumer", queue)
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void while_the_broker_takes_no_messages_the_lag_rises_and_depths_are_known_and_no_thread_is_held() {
        Messaging consumer = service.start();
        await(consumer.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, LagWatchTest::nothing));
        Messaging watcher = watching.start(OpenTelemetry.noop());
        Set<String> many =
                IntStream.rangeClosed(0, 11).mapToObj(level -> "delay." + level).collect(Collectors.toSet());
        await(watcher.watch(Set.of(queue), many));
        await().untilAsserted(() ->
                assertThat(gauge("tandem.queue.consumers", "queue", queue)).isEqualTo(1));

        SharedBackends.get().broker().blockPublishers();
        try {
            await().untilAsserted(() -> assertThat(lag()).isGreaterThan(3));
            assertThat(gauge("tandem.queue.consumers", "queue", queue)).isEqualTo(1);
            // More pieces of blocking work than there are threads, were each look to hold one.
            for (int i = 0; i < 20; i++) {
                await(watching.vertx.executeBlocking(() -> true, false));
            }
        } finally {
            SharedBackends.get().broker().unblockPublishers();
        }
        await().untilAsserted(() -> assertThat(lag()).isLessThan(0.4));
    }

    @Test
    void probes_between_many_events_cost_the_consumer_no_connection() {
        Messaging consumer = service.start();
        await(consumer.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, LagWatchTest::nothing));
        AtomicInteger answers = new AtomicInteger();
        Prober prober = new AmqpBroker(watching.vertx, Rabbit.uri(), "test", TestTopology.NAMES)
                .prober(id -> answers.incrementAndGet());
        await().ignoreExceptions().untilAsserted(() -> await(prober.look(queue)));

        // In waves, for on a slow disk thousands at once would wait for a connection longer than the pool lets them.
        for (int wave = 0; wave < 20; wave++) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(service.transact(consumer, topic));
                if (i % 2 == 0) {
                    sent.add(prober.send(queue, wave * 100 + i));
                }
            }
            await(Future.all(sent));
        }

        await().untilAsserted(() -> {
            assertThat(deliveries("done")).isEqualTo(2_000);
            assertThat(answers).hasValue(1_000);
        });
        // A lost connection would have brought again what was not acknowledged.
        assertThat(deliveries("duplicate")).isZero();
        await(consumer.stopConsuming());
        await().untilAsserted(
                        () -> assertThat(await(prober.look(queue)).messages()).isZero());
        await(prober.close());
    }

    private double deliveries(String outcome) {
        return service.meters
                .get("tandem.consumer.deliveries")
                .tags("consumer", queue, "outcome", outcome)
                .counter()
                .count();
    }

    private double lag() {
        return gauge("tandem.consumer.lag", "consumer", queue);
    }

    private double gauge(String name, String tag, String value) {
        return watching.meters.get(name).tag(tag, value).gauge().value();
    }

    private static Future<List<Outcome>> nothing(UnitOfWork work, List<Event> events) {
        return Future.succeededFuture(
                events.stream().map(event -> Outcome.done()).toList());
    }
}
