package dev.tandem.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.MessagingFixture;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FairBufferTest {

    private static final long NOW = 1_000;
    private static final long DISTANCE = 100;

    private final FairBuffer buffer = new FairBuffer(exchange -> 0);

    @Test
    void a_single_row_goes_alone() {
        OutboxRow row = row("events", "a", "w1", 10);
        buffer.add(row);

        assertThat(buffer.next(NOW)).containsExactly(row);
        assertThat(buffer.next(NOW)).isNull();
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void a_quiet_tenant_is_in_the_next_message_whatever_a_noisy_one_has_waiting() {
        for (int i = 0; i < 10_000; i++) {
            buffer.add(row("events", "a", "noisy", 10));
        }
        OutboxRow quiet = row("events", "a", "quiet", 10);
        buffer.add(quiet);

        assertThat(buffer.next(NOW)).contains(quiet).hasSize(Lane.MOST_EVENTS);
    }

    @Test
    void what_waits_is_counted_by_tenant() {
        for (int i = 0; i < 100; i++) {
            buffer.add(row("events", i % 2 == 0 ? "a" : "b", "noisy", 10));
        }
        buffer.add(row("events", "a", "quiet", 10));

        List<OutboxRow> pack = buffer.next(NOW);
        assertThat(buffer.size("noisy")).isEqualTo(50);
        assertThat(buffer.size("quiet")).isZero();
        buffer.giveBack(pack);

        assertThat(buffer.size("noisy")).isEqualTo(100);
        assertThat(buffer.size("quiet")).isEqualTo(1);
        assertThat(buffer.size()).isEqualTo(101);
    }

    @Test
    void destinations_take_turns_and_are_never_mixed() {
        for (int i = 0; i < 200; i++) {
            buffer.add(row("events", "a", "w1", 10));
        }
        buffer.add(row("operations", "b", "w1", 10));

        assertThat(buffer.next(NOW)).allMatch(row -> row.exchange().equals("events"));
        assertThat(buffer.next(NOW))
                .singleElement()
                .matches(row -> row.exchange().equals("operations"));
    }

    @Test
    void a_message_is_not_larger_than_its_limit_unless_one_event_is() {
        for (int i = 0; i < 5; i++) {
            buffer.add(row("events", "a", "w1", 30_000));
        }
        buffer.add(row("events", "a", "w1", 100_000));

        assertThat(sizes()).containsExactly(2, 2, 1, 1);
    }

    @Test
    void what_is_given_back_comes_first_and_in_order() {
        List<OutboxRow> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(row("events", "a", "w1", 10));
        }
        rows.forEach(buffer::add);
        List<OutboxRow> pack = buffer.next(NOW);

        buffer.giveBack(pack);

        List<OutboxRow> all = new ArrayList<>(buffer.next(NOW));
        all.addAll(buffer.next(NOW));
        assertThat(all).containsExactlyElementsOf(rows);
    }

    @Test
    void what_comes_after_quiet_goes_at_once_and_what_follows_sooner_goes_together() {
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE);
        distant.add(row("events", "a", "w1", 10));
        assertThat(distant.dueIn(NOW)).isZero();
        assertThat(distant.next(NOW)).hasSize(1);

        distant.add(row("events", "a", "w1", 10));
        distant.add(row("events", "a", "w2", 10));
        assertThat(distant.next(NOW + DISTANCE - 1)).isNull();
        assertThat(distant.dueIn(NOW + DISTANCE - 1)).isEqualTo(1);
        assertThat(distant.next(NOW + DISTANCE)).hasSize(2);

        distant.add(row("events", "a", "w1", 10));
        assertThat(distant.next(NOW + 2 * DISTANCE)).hasSize(1);
    }

    @Test
    void a_destination_keeps_no_other_one_waiting() {
        FairBuffer distant = new FairBuffer(exchange -> exchange.equals("events") ? DISTANCE : 0);
        distant.add(row("events", "a", "w1", 10));
        distant.next(NOW);
        distant.add(row("events", "a", "w1", 10));
        distant.add(row("operations", "b", "w1", 10));

        assertThat(distant.next(NOW))
                .singleElement()
                .matches(row -> row.exchange().equals("operations"));
        assertThat(distant.next(NOW)).isNull();
        assertThat(distant.dueIn(NOW)).isEqualTo(DISTANCE);
    }

    @Test
    void a_full_message_keeps_no_distance() {
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE);
        for (int i = 0; i <= 2 * Lane.MOST_EVENTS; i++) {
            distant.add(row("events", "a", "w1", 10));
        }

        assertThat(distant.next(NOW)).hasSize(Lane.MOST_EVENTS);
        assertThat(distant.next(NOW)).hasSize(Lane.MOST_EVENTS);
        assertThat(distant.next(NOW)).isNull();
        assertThat(distant.size()).isEqualTo(1);
    }

    @Test
    void so_many_bytes_as_a_message_holds_keep_no_distance() {
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE);
        distant.add(row("events", "a", "w1", 10));
        distant.next(NOW);
        distant.add(row("events", "a", "w1", Lane.MOST_BYTES - 100));
        assertThat(distant.next(NOW)).isNull();
        distant.add(row("events", "a", "w1", 100));

        assertThat(distant.next(NOW)).hasSize(1);
        assertThat(distant.next(NOW)).isNull();
    }

    @Test
    void who_hurries_keeps_no_distance() {
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE);
        distant.add(row("events", "a", "w1", 10));
        distant.next(NOW);
        distant.add(row("events", "a", "w1", 10));

        distant.hurry();

        assertThat(distant.next(NOW)).hasSize(1);
    }

    private List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        List<OutboxRow> pack;
        while ((pack = buffer.next(NOW)) != null) {
            sizes.add(pack.size());
        }
        return sizes;
    }

    private static OutboxRow row(String exchange, String routingKey, String tenant, int bytes) {
        return new OutboxRow(
                0,
                exchange,
                routingKey,
                MessagingFixture.envelope(tenant),
                Buffer.buffer(new byte[bytes]),
                Span.getInvalid());
    }
}
