package dev.tandem.messaging.report;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.testing.Bus;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the reports of a service that the real broker gets while the service works. */
@Timeout(120)
final class ReporterTest {

    private final MessagingFixture service = new MessagingFixture();
    private final String name = "reporting-" + UUID.randomUUID();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);
    private final Collection<Delivery> heard =
            new Bus(service.vertx, Rabbit.uri()).hear(Rabbit.aQueue("reports", name));

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_service_tells_how_its_consumers_stand_and_what_its_outbox_holds() {
        Messaging messaging = start();
        consume(messaging);
        var event = MessagingFixture.envelope("w1");
        String body =
                CloudEvents.write(event, new MessagingFixture.Note("hello")).toString();
        Rabbit.publish("events", topic, CloudEvents.SINGLE, body);
        Rabbit.publish("events", topic, CloudEvents.SINGLE, body);
        Rabbit.publish("events", topic, CloudEvents.SINGLE, "{}");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            ServiceReport last = last();
            assertThat(last.service()).isEqualTo(name);
            assertThat(last.at()).isBetween(Instant.now().minusSeconds(5), Instant.now());
            assertThat(last.outbox()).isEqualTo(new OutboxReport(0L, 0, 1));
            ConsumerReport consumer = last.consumers().get(0);
            assertThat(consumer.queue()).isEqualTo(queue);
            assertThat(consumer.state()).isEqualTo(ConsumerReport.State.CONSUMING);
            assertThat(consumer.heldOldestAgeSeconds()).isNull();
            assertThat(consumer.recent().deliveries()).isEqualTo(new DeliveryCounts(1, 1, 0, 1));
            assertThat(consumer.recent().criticalTimes().count()).isEqualTo(1);
            assertThat(consumer.recent().perSecond()).isPositive();
        });
        assertThat(heard).extracting(each -> each.routingKey()).containsOnly(name);

        await(messaging.stopConsuming());
        await().untilAsserted(() ->
                assertThat(last().consumers().get(0).state()).isEqualTo(ConsumerReport.State.UNSUBSCRIBED));
    }

    @Test
    void what_a_consumer_holds_and_what_it_has_delayed_are_told_apart() {
        Messaging messaging = start();
        List<Promise<List<Outcome>>> stuck = new CopyOnWriteArrayList<>();
        RetryPolicy slow = RetryPolicy.attempts(5).from(Duration.ofMinutes(5));
        await(messaging.consume(queue, MessagingFixture::read, slow, (work, events) -> {
            Promise<List<Outcome>> answer = Promise.promise();
            stuck.add(answer);
            return answer.future();
        }));
        for (int i = 0; i < 5; i++) {
            service.send(messaging, topic, "w1");
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            ConsumerReport consumer = last().consumers().get(0);
            assertThat(consumer.held()).isEqualTo(5);
            assertThat(consumer.delayed()).isZero();
        });

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            stuck.forEach(answer -> answer.tryFail("Not now"));
            ConsumerReport consumer = last().consumers().get(0);
            assertThat(consumer.held()).isZero();
            assertThat(consumer.delayed()).isEqualTo(5);
        });
    }

    @Test
    void a_consumer_that_waits_for_a_dependency_is_told_with_its_name() {
        AtomicBoolean away = new AtomicBoolean(true);
        Messaging messaging = start();
        RetryPolicy pausing =
                RetryPolicy.attempts(5).from(Duration.ofMillis(250)).pausingAfter(1);
        await(messaging.consume(
                queue,
                MessagingFixture::read,
                pausing,
                (work, events) -> Future.succeededFuture(events.stream()
                        .map(event -> away.get() ? Outcome.unavailable("post office", "closed") : Outcome.done())
                        .toList())));
        service.send(messaging, topic, "w1");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            ConsumerReport consumer = last().consumers().get(0);
            assertThat(consumer.state()).isEqualTo(ConsumerReport.State.PAUSED);
            assertThat(consumer.pausedOn()).isEqualTo("post office");
            assertThat(consumer.heldOldestAgeSeconds()).isPositive();
        });

        away.set(false);
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            ConsumerReport consumer = last().consumers().get(0);
            assertThat(consumer.state()).isEqualTo(ConsumerReport.State.CONSUMING);
            assertThat(consumer.pausedOn()).isNull();
        });
    }

    @Test
    void after_the_broker_was_away_it_goes_on_telling() {
        Messaging messaging = start();
        // The second comes five seconds after the first: by then the broker has written its list of queues out.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(heard).hasSizeGreaterThan(1));
        long before = last().number();
        SharedBackends.get().broker().kill();
        try {
            await().untilAsserted(() -> assertThat(messaging.publishing()).isEqualTo(Publisher.State.DISCONNECTED));
        } finally {
            SharedBackends.get().broker().start();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(last().number()).isGreaterThan(before));
    }

    private Messaging start() {
        return service.start(
                new AmqpBroker(service.vertx, Rabbit.uri(), name, TestTopology.NAMES), OpenTelemetry.noop());
    }

    private void consume(Messaging messaging) {
        await(messaging.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, ReporterTest::nothing));
    }

    private ServiceReport last() {
        return heard.stream()
                .map(report -> ServiceReport.of(new JsonObject(report.body())))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("Nothing was reported"));
    }

    private static Future<List<Outcome>> nothing(UnitOfWork work, List<Event> events) {
        return Future.succeededFuture(
                events.stream().map(event -> Outcome.done()).toList());
    }
}
