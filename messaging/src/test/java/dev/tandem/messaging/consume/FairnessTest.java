package dev.tandem.messaging.consume;

import static dev.tandem.messaging.Futures.await;
import static dev.tandem.messaging.MessagingFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class FairnessTest {

    private static final int PACKED = 64;

    private final Consumption consumption = new Consumption();

    @AfterEach
    void close() {
        consumption.close();
    }

    @Test
    void a_quiet_workspace_is_served_in_the_batch_after_its_event_was_seen_behind_a_flood() {
        Envelope quiet = envelope("quiet");
        flood(200);
        consumption.publish(quiet);
        flood(113);
        List<Envelope> handled = Collections.synchronizedList(new ArrayList<>());
        Promise<Void> seen = Promise.promise();
        consumption.consume(RetryPolicy.DEFAULT, (work, events) -> {
            events.forEach(event -> handled.add(event.envelope()));
            return seen.future().map(v -> Collections.nCopies(events.size(), Outcome.done()));
        });
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumption.state().heldCount()).isGreaterThan(200 * PACKED));

        seen.complete();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(handled).hasSize(313 * PACKED + 1));
        // The first batch was under way; the second begins with what was seen meanwhile.
        assertThat(handled.indexOf(quiet)).isLessThan(2 * 128);
        List<UUID> noisy = handled.stream()
                .filter(event -> event.tenant().equals("noisy"))
                .map(Envelope::id)
                .toList();
        assertThat(noisy).isSorted();
        consumption.awaitAllSettled();
    }

    @Test
    void what_took_effect_before_a_stop_under_load_does_not_come_again() {
        Set<UUID> begun = ConcurrentHashMap.newKeySet();
        Promise<Void> stop = Promise.promise();
        consumption.consume(RetryPolicy.DEFAULT, (work, events) -> {
            events.forEach(event -> begun.add(event.envelope().id()));
            return Consumption.effect(work, events)
                    .compose(outcomes ->
                            begun.size() > 300 ? stop.future().map(outcomes) : Future.succeededFuture(outcomes));
        });
        List<Envelope> events = IntStream.range(0, 3_000)
                .mapToObj(i -> envelope(i % 9 == 8 ? "w" + i % 7 : "noisy"))
                .toList();
        Future<Void> published = consumption.service.vertx.executeBlocking(() -> {
            consumption.publish(events, Map.of());
            return null;
        });
        await().untilAsserted(() -> assertThat(begun).hasSizeGreaterThan(300));

        Future<Void> stopped = consumption.messaging.stopConsuming();
        stop.complete();
        await(stopped);
        await(published);

        Set<UUID> effects = Set.copyOf(consumption.service.effects());
        List<UUID> left = new CopyOnWriteArrayList<>();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Rabbit.drain(consumption.queue, message -> left.add(idOf(message.getBody())));
            assertThat(left.size() + effects.size()).isGreaterThanOrEqualTo(3_000);
        });
        assertThat(left).isNotEmpty().doesNotContainAnyElementsOf(effects).doesNotHaveDuplicates();
        assertThat(effects).containsAll(begun);
    }

    private void flood(int messages) {
        List<String> bodies = IntStream.range(0, messages)
                .mapToObj(i -> {
                    List<Buffer> packed = IntStream.range(0, PACKED)
                            .mapToObj(j -> Buffer.buffer(Consumption.body(envelope("noisy"))))
                            .toList();
                    return CloudEvents.pack(packed).toString();
                })
                .toList();
        Rabbit.publish("events", consumption.topic, CloudEvents.BATCH, Map.of(), bodies);
    }

    private static UUID idOf(byte[] body) {
        return UUID.fromString(new JsonObject(new String(body, StandardCharsets.UTF_8)).getString("id"));
    }
}
