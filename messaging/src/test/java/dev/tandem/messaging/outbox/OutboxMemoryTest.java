package dev.tandem.messaging.outbox;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.testing.TestTopology;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
final class OutboxMemoryTest {

    private static final int LARGE = 48 * 1024;
    private static final int MESSAGES = 2_000;

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "project.t" + UUID.randomUUID();
    private final Published published = Published.on("events", topic + ".#");
    private final HoldingBroker broker =
            new HoldingBroker(new AmqpBroker(service.vertx, Rabbit.uri(), "test", TestTopology.NAMES), each -> true);

    @AfterEach
    void close() {
        broker.release();
        service.close();
    }

    @Test
    void large_messages_that_wait_take_no_more_memory_than_small_ones() {
        Messaging messaging = service.start(broker, OpenTelemetry.noop());
        Set<UUID> sent = new HashSet<>();
        for (int i = 0; i < MESSAGES / 20; i++) {
            sent.addAll(sendTwentyLarge(messaging));
            assertThat(inMemory()).isLessThanOrEqualTo(Tuning.DEFAULT.bytesInMemory());
        }
        assertThat((long) MESSAGES * LARGE).isGreaterThan(2 * Tuning.DEFAULT.bytesInMemory());
        await().untilAsserted(() -> assertThat(inMemory()).isGreaterThan(Tuning.DEFAULT.bytesInMemory() / 2.0));

        broker.release();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(inMemory()).isLessThanOrEqualTo(Tuning.DEFAULT.bytesInMemory());
            assertThat(published.ids()).containsAll(sent);
        });
        await().untilAsserted(() -> assertThat(service.rows("outbox")).isZero());
    }

    private double inMemory() {
        return service.meters.get("tandem.outbox.memory").gauge().value();
    }

    private Set<UUID> sendTwentyLarge(Messaging messaging) {
        Set<UUID> ids = new HashSet<>();
        await(messaging.transactor(service.pool).transact(work -> {
            for (int i = 0; i < 20; i++) {
                Message large = new Message(
                        "events",
                        topic + "." + i,
                        MessagingFixture.envelope("w" + i),
                        new MessagingFixture.Note("x".repeat(LARGE)));
                ids.add(large.envelope().id());
                work.send(large, Context.root());
            }
            return Future.succeededFuture();
        }));
        return ids;
    }
}
