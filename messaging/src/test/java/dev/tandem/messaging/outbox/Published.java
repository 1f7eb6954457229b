package dev.tandem.messaging.outbox;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;

/** The events that arrived in a queue of the real broker. */
final class Published {

    private final String queue;
    private final Set<UUID> ids = new HashSet<>();

    private Published(String queue) {
        this.queue = queue;
    }

    static Published on(String exchange, String topic) {
        return new Published(Rabbit.aQueue(exchange, topic));
    }

    /** What has arrived by now. */
    Set<UUID> ids() {
        Rabbit.drain(queue, this::unpack);
        return ids;
    }

    void awaitAll(Collection<UUID> expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> Assertions.assertThat(ids()).containsAll(expected));
    }

    private void unpack(GetResponse message) {
        CloudEvents.read(message.getProps().getContentType(), Buffer.buffer(message.getBody()))
                .forEach(entry ->
                        ids.add(((CloudEvents.Entry.Readable) entry).envelope().id()));
    }
}
