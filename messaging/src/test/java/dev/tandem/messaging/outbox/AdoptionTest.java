package dev.tandem.messaging.outbox;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.testing.memory.MemoryBroker;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests who publishes what waits in a partition whose process is gone, or cannot publish. */
final class AdoptionTest {

    private static final String NOWHERE = "amqp://127.0.0.1:1";

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "project.t" + UUID.randomUUID();
    private final String held = topic + "-held";
    private final Published published = Published.on("events", topic);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void what_is_committed_later_into_an_adopted_partition_is_published_too() {
        HoldingBroker broker =
                new HoldingBroker(real(), each -> each.routingKey().equals(held));
        inEveryPartition(held);
        service.start(broker, OpenTelemetry.noop());
        await().untilAsserted(() -> assertThat(broker.events()).isEqualTo(Partitions.COUNT));

        published.awaitAll(inEveryPartition(topic));

        // Read again meanwhile, what is under way went out once, and is kept until it is confirmed.
        assertThat(broker.events()).isEqualTo(Partitions.COUNT);
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isEqualTo(Partitions.COUNT));
        broker.release();
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void what_a_vanished_host_left_is_published_within_thirty_seconds() {
        Wire wire = new Wire(service.vertx, service.database);
        Messaging vanishing = service.start(new HoldingBroker(real(), each -> true), wire.end());
        List<UUID> left = List.of(service.send(vanishing, topic, "w1"), service.send(vanishing, topic, "w2"));
        wire.cut();

        service.start();

        published.awaitAll(left);
    }

    @Test
    void what_is_committed_by_an_instance_without_the_broker_is_published_by_another() {
        Messaging cut =
                service.start(new AmqpBroker(service.vertx, NOWHERE, "test", TestTopology.NAMES), OpenTelemetry.noop());
        UUID first = service.send(cut, topic, "w1");
        service.start();

        published.awaitAll(List.of(first));
        published.awaitAll(List.of(service.send(cut, topic, "w1"), service.send(cut, topic, "w2")));
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void an_instance_that_has_the_broker_again_publishes_again() {
        MemoryBroker its = new MemoryBroker(service.vertx, definitions());
        its.addQueue("again", "events", topic);
        Messaging returning = service.start(its, OpenTelemetry.noop());
        service.start();
        its.lose();
        published.awaitAll(List.of(service.send(returning, topic, "w1")));

        its.restore();

        int before = its.depth("again");
        // The other instance may still publish the first ones.
        await().untilAsserted(() -> {
            service.send(returning, topic, "w1");
            assertThat(its.depth("again")).isGreaterThan(before);
        });
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    @Test
    void an_outage_of_the_broker_for_all_loses_nothing() {
        MemoryBroker common = new MemoryBroker(service.vertx, definitions());
        common.addQueue("common", "events", topic);
        Messaging one = service.start(common, OpenTelemetry.noop());
        Messaging two = service.start(common, OpenTelemetry.noop());
        common.lose();
        for (int i = 0; i < 100; i++) {
            service.send(i % 2 == 0 ? one : two, topic, "w" + i % 3);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(partitionsHeld()).isZero());

        common.restore();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    private Broker real() {
        return new AmqpBroker(service.vertx, Rabbit.uri(), "test", TestTopology.NAMES);
    }

    private JsonObject definitions() {
        return new JsonObject(service.vertx.fileSystem().readFileBlocking(System.getProperty("tandem.definitions")));
    }

    private long partitionsHeld() {
        return service.rows("pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database"
                + " WHERE datname = current_database())");
    }

    /** Commits one row in each partition, as another process would, and answers the ids. */
    private List<UUID> inEveryPartition(String routingKey) {
        List<UUID> ids = new ArrayList<>();
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            Message message = MessagingFixture.message(routingKey, "w1");
            ids.add(message.envelope().id());
            await(new OutboxTable(service.pool).insert(partition, List.of(row(partition, message))));
        }
        return ids;
    }

    private static OutboxRow row(int partition, Message message) {
        return new OutboxRow(
                partition,
                message.exchange(),
                message.routingKey(),
                message.envelope(),
                CloudEvents.write(message.envelope(), message.payload()),
                Span.getInvalid());
    }
}
