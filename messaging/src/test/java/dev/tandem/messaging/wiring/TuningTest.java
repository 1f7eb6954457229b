package dev.tandem.messaging.wiring;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings that are not the defaults. */
@Timeout(60)
final class TuningTest {

    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_transaction_takes_in_no_more_events_than_it_is_told() {
        Queue<Integer> batches = new ConcurrentLinkedQueue<>();
        Messaging messaging = service.start(Tuning.builder().largestBatch(3).build());
        await(messaging.consume(queue, MessagingFixture::read, RetryPolicy.attempts(0), (work, events) -> {
            batches.add(events.size());
            return MessagingFixture.effect(work, events)
                    .map(entered -> events.stream().map(event -> Outcome.done()).toList());
        }));

        List<Buffer> ten = Stream.generate(() -> CloudEvents.write(envelope("w1"), new MessagingFixture.Note("hello")))
                .limit(10)
                .toList();
        Rabbit.publish("events", topic, CloudEvents.BATCH, CloudEvents.pack(ten).toString());

        await().untilAsserted(() -> assertThat(service.effects()).hasSize(10));
        assertThat(batches).containsExactly(3, 3, 3, 1);
    }
}
