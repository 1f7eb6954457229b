package dev.tandem.messaging.consume;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class DelayLadderTest {

    @Test
    void a_delay_is_spelled_in_bits_and_enters_at_its_highest() {
        assertThat(DelayLadder.of(Duration.ofMillis(1), "q.x"))
                .isEqualTo(new DelayLadder.Rung("delay.0", "0.0.0.0.0.0.0.0.0.0.0.1.q.x"));
        assertThat(DelayLadder.of(Duration.ofMillis(1_250), "q.x"))
                .isEqualTo(new DelayLadder.Rung("delay.2", "0.0.0.0.0.0.0.0.0.1.0.1.q.x"));
        assertThat(DelayLadder.of(DelayLadder.LONGEST, "q.x"))
                .isEqualTo(new DelayLadder.Rung("delay.11", "1.1.1.1.1.1.1.1.1.1.1.1.q.x"));
        assertThatThrownBy(() -> DelayLadder.of(DelayLadder.LONGEST.plusMillis(1), "q.x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void on_the_broker_each_message_arrives_after_its_own_delay_and_no_long_one_blocks_a_short_one() {
        Vertx vertx = Vertx.vertx();
        String queue = Rabbit.aQueue("events", "nothing");
        Map<String, Long> late = new ConcurrentHashMap<>();
        Broker broker = new AmqpBroker(vertx, Rabbit.uri(), "ladder", TestTopology.NAMES);
        Publisher publisher = await(broker.publisher());
        await(publisher.ready());
        await(broker.subscribe(queue, 100, delivery -> {
            String[] due = delivery.body().toString().split(" ");
            late.put(due[0], (System.nanoTime() - Long.parseLong(due[1])) / 1_000_000);
            delivery.ack();
        }));

        for (long millis : new long[] {4_750, 250, 3_000, 500, 1_750}) {
            DelayLadder.Rung rung = DelayLadder.of(Duration.ofMillis(millis), queue);
            long due = System.nanoTime() + millis * 1_000_000;
            await(publisher.publish(new Publication(
                    rung.exchange(),
                    rung.routingKey(),
                    Publication.Properties.of("text/plain"),
                    Map.of(),
                    Buffer.buffer(millis + " " + due))));
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(late).hasSize(5));
        // Never early; late only by what a busy machine takes for a few hops.
        assertThat(late.values()).allSatisfy(millis -> assertThat(millis).isBetween(-20L, 12_000L));
        await(vertx.close());
    }
}
