package dev.tandem.messaging.outbox;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Facts whose log never confirms, and commands beside them. */
final class StuckExchangeTest {

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "project.t" + UUID.randomUUID();
    private final Published commands = Published.on("commands", topic);
    private final HoldingBroker broker = new HoldingBroker(
            new AmqpBroker(service.vertx, Rabbit.uri(), "test", TestTopology.NAMES),
            each -> each.exchange().equals("events"));

    @AfterEach
    void close() {
        broker.release();
        service.close();
    }

    @Test
    void an_exchange_that_never_confirms_takes_no_place_from_another() {
        Messaging messaging = service.start(broker, OpenTelemetry.noop());
        for (int i = 0; i < 40; i++) {
            service.send(messaging, topic + "." + i, "w1");
        }
        await().untilAsserted(() -> assertThat(broker.events()).isGreaterThanOrEqualTo(16));

        commands.awaitAll(List.of(command(messaging)));
    }

    @Test
    void what_waits_in_the_table_behind_thousands_for_a_stuck_exchange_is_published() {
        List<OutboxRow> stuck = IntStream.range(0, 25_000)
                .mapToObj(i -> row(MessagingFixture.message(topic, "w1")))
                .toList();
        for (int from = 0; from < stuck.size(); from += 1_000) {
            await(new OutboxTable(service.pool).insert(0, stuck.subList(from, from + 1_000)));
        }
        OutboxRow behind = row(commandMessage());
        await(new OutboxTable(service.pool).insert(0, List.of(behind)));

        service.start(broker, OpenTelemetry.noop());

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            broker.timeOut();
            assertThat(commands.ids()).contains(behind.id());
        });
    }

    @Test
    void what_was_stuck_is_published_when_its_exchange_confirms_again() {
        Messaging messaging = service.start(broker, OpenTelemetry.noop());
        for (int i = 0; i < 40; i++) {
            service.send(messaging, topic + "." + i % 3, "w1");
        }
        await().untilAsserted(() -> assertThat(broker.events()).isPositive());
        broker.timeOut();
        for (int i = 0; i < 40; i++) {
            service.send(messaging, topic + "." + i % 3, "w1");
        }

        broker.release();

        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    private UUID command(Messaging messaging) {
        Message command = commandMessage();
        await(messaging.transactor(service.pool).transact(work -> {
            work.send(command, Context.root());
            return Future.succeededFuture();
        }));
        return command.envelope().id();
    }

    private Message commandMessage() {
        return new Message("commands", topic, MessagingFixture.envelope("w1"), new MessagingFixture.Note("do it"));
    }

    private static OutboxRow row(Message message) {
        return new OutboxRow(
                0,
                message.exchange(),
                message.routingKey(),
                message.envelope(),
                CloudEvents.write(message.envelope(), message.payload()),
                Span.getInvalid());
    }
}
