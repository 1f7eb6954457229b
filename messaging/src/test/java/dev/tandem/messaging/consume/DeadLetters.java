package dev.tandem.messaging.consume;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.tandem.messaging.Rabbit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The queue of dead letters, drained into memory so that each test finds its own among them. */
final class DeadLetters {

    private static final List<GetResponse> SEEN = new CopyOnWriteArrayList<>();

    private DeadLetters() {}

    static GetResponse containing(String content) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> find(content), Objects::nonNull);
    }

    private static GetResponse find(String content) {
        Rabbit.drain("dead-letters", SEEN::add);
        return SEEN.stream()
                .filter(letter -> new String(letter.getBody(), StandardCharsets.UTF_8).contains(content))
                .findFirst()
                .orElse(null);
    }
}
