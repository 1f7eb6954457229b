package dev.tandem.feed;

import static dev.tandem.feed.Facts.aProjectCreated;
import static dev.tandem.feed.Facts.anId;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.ProjectCreated;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Rebuilds a feed of {@code -Dtandem.large=100000} entries while it is read and written, and prints how long each part
 * took.
 */
@EnabledIfSystemProperty(named = "tandem.large", matches = "[0-9]+")
@Timeout(600)
class LargeRebuildTest {

    private final RunningFeed feed = RunningFeed.get();
    private final UUID workspace = anId();

    @Test
    void a_large_feed_is_rebuilt_under_live_traffic_without_a_wrong_or_missing_row() {
        int size = Integer.getInteger("tandem.large");
        feed.projects.member(workspace, "anna", "member");
        try (FeedTable table = new FeedTable()) {
            Set<UUID> published = new HashSet<>(fill(size));
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> ((Number) table.ask("SELECT count(*) FROM feed_entry")).longValue() >= size);
            Map<String, String> before = table.rows();
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong slowestRead = new AtomicLong();
            AtomicLong reads = new AtomicLong();
            AtomicLong slowestEntry = new AtomicLong();
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    long begun = System.nanoTime();
                    Answer answer = feed.get("/v1/workspaces/" + workspace + "/activity", "anna");
                    assertThat(answer.status()).isEqualTo(200);
                    slowestRead.accumulateAndGet(System.nanoTime() - begun, Math::max);
                    reads.incrementAndGet();
                }
            });
            List<UUID> during = new ArrayList<>();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    long begun = System.nanoTime();
                    UUID event = publish("during");
                    during.add(event);
                    while (table.ask("SELECT count(*) FROM feed_entry WHERE event_id = '" + event + "'")
                            .equals(0L)) {
                        Thread.onSpinWait();
                    }
                    slowestEntry.accumulateAndGet(System.nanoTime() - begun, Math::max);
                }
            });
            await().until(() -> reads.get() > 100);
            long readBefore = slowestRead.getAndSet(0);
            long entryBefore = slowestEntry.getAndSet(0);

            long begun = System.nanoTime();
            Answer accepted = feed.operate("POST", "/v1/admin/rebuilds", "{\"consumer\": \"activity-feed.events\"}");
            await().atMost(Duration.ofMinutes(5)).until(() -> rebuild(accepted).getBoolean("done"));
            long took = System.nanoTime() - begun;
            over.set(true);
            reading.join();
            writing.join();
            JsonObject rebuild = rebuild(accepted);

            published.addAll(during);
            Map<String, String> after = table.rows();
            System.out.printf(
                    "%d entries, %d during; rebuilt in %d ms; slowest read %d ms (idle %d), slowest entry %d ms (idle %d); %s%n",
                    size,
                    during.size(),
                    took / 1_000_000,
                    slowestRead.get() / 1_000_000,
                    readBefore / 1_000_000,
                    slowestEntry.get() / 1_000_000,
                    entryBefore / 1_000_000,
                    rebuild.encode());
            assertThat(rebuild.getString("status")).isEqualTo("succeeded");
            assertThat(rebuild.getJsonObject("result")
                            .getJsonObject("differences")
                            .getInteger("count"))
                    .isZero();
            assertThat(after.entrySet().containsAll(before.entrySet())).isTrue();
            assertThat(after.keySet()
                            .containsAll(published.stream().map(UUID::toString).toList()))
                    .isTrue();
        }
    }

    private List<UUID> fill(int size) {
        List<UUID> ids = new ArrayList<>(size);
        while (ids.size() < size) {
            List<Buffer> packet = new ArrayList<>();
            for (int i = 0; i < 64 && ids.size() < size; i++) {
                ProjectCreated fact = aProjectCreated(workspace, anId(), "P" + ids.size());
                Envelope envelope = envelope(fact, workspace);
                packet.add(CloudEvents.write(envelope, fact));
                ids.add(envelope.id());
            }
            feed.bus.publishPacked("events", "project.created", packet);
        }
        return ids;
    }

    private UUID publish(String name) {
        ProjectCreated fact = aProjectCreated(workspace, anId(), name);
        Envelope envelope = envelope(fact, workspace);
        feed.publish(envelope, fact);
        return envelope.id();
    }

    private JsonObject rebuild(Answer accepted) {
        return feed.operate("GET", accepted.header("Location"), null).json();
    }
}
