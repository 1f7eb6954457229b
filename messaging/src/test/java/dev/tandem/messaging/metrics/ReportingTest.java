package dev.tandem.messaging.metrics;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.wiring.Messaging;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.opentelemetry.api.baggage.Baggage;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Reads the metrics of a service while it works on the real broker and database. */
final class ReportingTest {

    private static final RetryPolicy ONCE_MORE = RetryPolicy.attempts(1).from(Duration.ofMillis(250));

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);
    private final Messaging messaging = service.start();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void every_delivery_is_counted_once_under_its_outcome() {
        consume(ONCE_MORE, event -> switch (event.attempt()) {
            case 1 -> Outcome.retryLater("not yet");
            default -> Outcome.done();
        });
        var event = MessagingFixture.envelope("w1");
        String body =
                CloudEvents.write(event, new MessagingFixture.Note("hello")).toString();

        Rabbit.publish("events", topic, CloudEvents.SINGLE, body);
        await().untilAsserted(() -> assertThat(deliveries("done")).isEqualTo(1));
        Rabbit.publish("events", topic, CloudEvents.SINGLE, body);
        Rabbit.publish("events", topic, CloudEvents.SINGLE, "{}");

        await().untilAsserted(() -> {
            assertThat(deliveries("duplicate")).isEqualTo(1);
            assertThat(deliveries("dead_letter")).isEqualTo(1);
        });
        assertThat(deliveries("retry")).isEqualTo(1);
        assertThat(deliveries("done")).isEqualTo(1);
        assertThat(consumer("tandem.consumer.retries")
                        .tag("reason", "asked")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(deadLetters("undecodable")).isEqualTo(1);
        assertThat(deadLetters("exhausted")).isZero();
        var critical = consumer("tandem.consumer.critical.time").timer();
        assertThat(critical.count()).isEqualTo(1);
        // The event waited for its second attempt, a quarter of a second later at least.
        assertThat(critical.totalTime(TimeUnit.MILLISECONDS)).isGreaterThan(250);
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(consumer("tandem.consumer.failing.workspace")
                                .tag("workspace", "w1")
                                .gauge()
                                .value())
                        .isEqualTo(1));
    }

    @Test
    void a_handler_that_throws_is_a_retry_by_its_exception_and_then_an_exhausted_dead_letter() {
        consume(ONCE_MORE, event -> {
            throw new IllegalStateException("never");
        });

        service.send(messaging, topic, "w1");

        await().untilAsserted(() -> assertThat(deadLetters("exhausted")).isEqualTo(1));
        assertThat(consumer("tandem.consumer.retries")
                        .tag("reason", "IllegalStateException")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(deliveries("dead_letter")).isEqualTo(1);
    }

    @Test
    void a_consumer_that_fails_all_it_tries_is_told_of_until_something_takes_effect() {
        AtomicBoolean mended = new AtomicBoolean();
        consume(
                RetryPolicy.attempts(0),
                event -> mended.get() ? Outcome.done() : Outcome.retryLater("the table is missing"));
        for (int i = 0; i < 9; i++) {
            service.send(messaging, topic, "w1");
        }
        await().untilAsserted(() -> assertThat(deliveries("dead_letter")).isEqualTo(9));
        assertThat(messaging.failing()).as("too few to tell").isEmpty();

        service.send(messaging, topic, "w1");
        await().untilAsserted(() -> assertThat(messaging.failing())
                .hasValue(queue + " has failed all of the 10 that it tried in the last minutes"));

        mended.set(true);
        service.send(messaging, topic, "w1");
        await().untilAsserted(() -> assertThat(messaging.failing()).isEmpty());
    }

    @Test
    void the_outbox_tells_its_size_and_age_while_the_broker_is_away() {
        String kept = "project.t" + UUID.randomUUID();
        SharedBackends.get().broker().kill();
        try {
            await().untilAsserted(() -> assertThat(
                            service.meters.get("tandem.publisher.state").gauge().value())
                    .isEqualTo(2));
            long sent = System.nanoTime();
            service.send(messaging, kept, "w1");
            service.send(messaging, kept, "w2");
            await().untilAsserted(() -> {
                assertThat(outbox("messages")).isEqualTo(2);
                assertThat(outbox("oldest")).isGreaterThan(2);
            });
            assertThat(outbox("oldest")).isLessThan((System.nanoTime() - sent) / 1e9 + 1);
        } finally {
            SharedBackends.get().broker().start();
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(outbox("messages")).isZero();
            assertThat(outbox("oldest")).isZero();
        });
        Rabbit.purge(Rabbit.KEPT_QUEUE);
        assertThat(service.meters.get("tandem.outbox.wait").timer().count()).isGreaterThanOrEqualTo(2);
        assertThat(service.meters.get("tandem.outbox.wait").timer().max(TimeUnit.SECONDS))
                .isGreaterThan(2);
        assertThat(service.meters.get("tandem.publisher.confirm").timer().count())
                .isPositive();
    }

    @Test
    void log_lines_about_a_failure_are_written_in_the_context_of_the_event() {
        List<Map.Entry<String, Baggage>> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent line) {
                lines.add(Map.entry(line.getFormattedMessage(), Baggage.current()));
            }
        };
        Logger logger = (Logger) LoggerFactory.getLogger("dev.tandem.messaging.consume.Settlement");
        appender.start();
        logger.addAppender(appender);
        try {
            consume(ONCE_MORE, event -> Outcome.retryLater("not yet"));
            service.send(messaging, topic, "w7");
            await().untilAsserted(() -> assertThat(deadLetters("exhausted")).isEqualTo(1));
        } finally {
            logger.detachAppender(appender);
        }

        assertThat(lines)
                .filteredOn(line -> line.getKey().startsWith(queue))
                .hasSize(2)
                .allSatisfy(line -> {
                    assertThat(line.getValue().getEntryValue("correlation.id")).isEqualTo("c1");
                    assertThat(line.getValue().getEntryValue("workspace.id")).isEqualTo("w7");
                });
    }

    private void consume(RetryPolicy policy, Function<Event, Outcome> handler) {
        await(messaging.consume(
                queue,
                MessagingFixture::read,
                policy,
                (work, events) ->
                        Future.succeededFuture(events.stream().map(handler).toList())));
    }

    private RequiredSearch consumer(String name) {
        return service.meters.get(name).tag("consumer", queue);
    }

    private double deliveries(String outcome) {
        return consumer("tandem.consumer.deliveries")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double deadLetters(String reason) {
        return consumer("tandem.consumer.dead.letters")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double outbox(String name) {
        return service.meters.get("tandem.outbox." + name).gauge().value();
    }
}
