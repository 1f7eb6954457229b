package dev.tandem.messaging.inbox;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.messaging.MessagingFixture;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private final MessagingFixture service = new MessagingFixture();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void an_event_is_claimed_once_for_each_consumer() {
        maintainAt(Instant.now());
        UUID event = UuidCreator.getTimeOrderedEpoch();
        Inbox inbox = new Inbox(service.pool);

        assertThat(await(inbox.claim("a", List.of(event, event), -1))).containsExactly(event);
        assertThat(await(inbox.claim("a", List.of(event), -1))).isEmpty();
        assertThat(await(inbox.claim("b", List.of(event), -1))).containsExactly(event);
        await(inbox.disclaim("a", List.of(event)));
        assertThat(await(inbox.claim("a", List.of(event), -1))).containsExactly(event);
    }

    @Test
    void partitions_are_made_ahead_and_dropped_when_every_event_in_them_is_too_old() {
        Instant start = Instant.parse("2026-01-07T12:00:00Z");
        maintainAt(start);
        List<String> first = partitions();
        maintainAt(start);
        assertThat(partitions()).isEqualTo(first);

        maintainAt(start.plus(Duration.ofDays(70)));

        assertThat(partitions())
                .doesNotContainAnyElementsOf(first.subList(0, 5))
                .contains("inbox_20260209");
        assertThat(partitions()).hasSameSizeAs(first);
    }

    @Test
    void the_default_partition_is_never_dropped_and_gives_its_rows_to_a_week_that_is_made_late() {
        Instant start = Instant.parse("2026-01-07T12:00:00Z");
        Inbox inbox = new Inbox(service.pool);
        maintainAt(start);
        UUID old = UuidCreator.getTimeOrderedEpoch(start.minus(Duration.ofDays(400)));
        UUID unforeseen = UuidCreator.getTimeOrderedEpoch(start.plus(Duration.ofDays(60)));
        await(inbox.claim("a", List.of(old, unforeseen), -1));
        assertThat(rowsOfDefault()).isEqualTo(2);

        maintainAt(start.plus(Duration.ofDays(61)));
        maintainAt(start.plus(Duration.ofDays(61)));

        assertThat(rowsOfDefault()).isEqualTo(1);
        assertThat(await(inbox.claim("a", List.of(old, unforeseen), -1))).isEmpty();
        assertThat(partitions()).contains("inbox_default");
    }

    @Test
    void old_and_foreign_ids_are_objected_to() {
        Instant now = Instant.now();
        assertThat(Inbox.objection(UuidCreator.getTimeOrderedEpoch(), now, false))
                .isEmpty();
        assertThat(Inbox.objection(UUID.randomUUID(), now, false).orElseThrow()).contains("UUIDv7");
        UUID old = UuidCreator.getTimeOrderedEpoch(now.minus(Duration.ofDays(36)));
        assertThat(Inbox.objection(old, now, false).orElseThrow()).contains("35 days");
        assertThat(Inbox.objection(old, now, true)).isEmpty();
        assertThat(Inbox.objection(UUID.randomUUID(), now, true)).isPresent();
        UUID future = UuidCreator.getTimeOrderedEpoch(now.plus(Duration.ofDays(2)));
        assertThat(Inbox.objection(future, now, false).orElseThrow()).contains("future");
    }

    private long rowsOfDefault() {
        return service.rows("inbox_default");
    }

    private void maintainAt(Instant now) {
        await(new InboxPartitions(service.pool, tx -> Future.succeededFuture(now)).maintain());
    }

    private List<String> partitions() {
        List<String> names = new ArrayList<>();
        await(service.pool
                        .query("SELECT inhrelid::regclass::text FROM pg_inherits"
                                + " WHERE inhparent = 'inbox'::regclass ORDER BY 1")
                        .execute())
                .forEach(row -> names.add(row.getString(0)));
        return names;
    }
}
