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
    private static final int PLACES = 16;

    private final FairBuffer buffer = new FairBuffer(exchange -> 0, PLACES);

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

        buffer.failed(pack, NOW);

        List<OutboxRow> all = new ArrayList<>(buffer.next(NOW));
        all.addAll(buffer.next(NOW));
        assertThat(all).containsExactlyElementsOf(rows);
    }

    @Test
    void what_comes_after_quiet_goes_at_once_and_what_follows_sooner_goes_together() {
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE, PLACES);
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
        FairBuffer distant = new FairBuffer(exchange -> exchange.equals("events") ? DISTANCE : 0, PLACES);
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
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE, PLACES);
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
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE, PLACES);
        distant.add(row("events", "a", "w1", 10));
        distant.next(NOW);
        distant.add(row("events", "a", "w1", Lane.MOST_BYTES - 100));
        assertThat(distant.next(NOW)).isNull();
        distant.add(row("events", "a", "w1", 100));

        assertThat(distant.next(NOW)).hasSize(1);
        assertThat(distant.next(NOW)).isNull();
    }

    @Test
    void destinations_that_confirm_share_the_places() {
        for (int i = 0; i <= PLACES; i++) {
            buffer.add(row("events", "a" + i, "w1", 10));
        }
        List<OutboxRow> first = take(PLACES).get(0);
        assertThat(buffer.next(NOW)).isNull();
        assertThat(buffer.dueIn(NOW)).isEqualTo(Lane.NEVER);

        buffer.confirmed(first, NOW);

        assertThat(buffer.next(NOW)).hasSize(1);
    }

    @Test
    void a_destination_that_is_silent_holds_no_place_and_gets_nothing_more() {
        for (int i = 0; i < 20; i++) {
            buffer.add(row("events", "a", "w1", Lane.MOST_BYTES));
        }
        List<List<OutboxRow>> silent = take(PLACES);
        OutboxRow other = row("commands", "b", "w1", 10);
        buffer.add(other);
        assertThat(buffer.next(NOW)).isNull();

        long later = NOW + Lane.SILENT;
        assertThat(buffer.open(later)).isEqualTo(1);
        assertThat(buffer.next(later)).containsExactly(other);
        assertThat(buffer.next(later)).isNull();
        assertThat(buffer.dueIn(later)).isEqualTo(Lane.NEVER);

        assertThat(buffer.closed(later)).containsExactly(new Destination("events", "a"));
        assertThat(buffer.isClosed(new Destination("commands", "b"), later)).isFalse();
        assertThat(buffer.confirmed(List.of(other), later)).isFalse();
        assertThat(buffer.confirmed(silent.get(0), later)).isTrue();
        assertThat(buffer.next(later)).hasSize(1);
    }

    @Test
    void a_destination_that_failed_is_tried_with_one_message_at_growing_intervals() {
        for (int i = 0; i < 20; i++) {
            buffer.add(row("events", "a", "w1", Lane.MOST_BYTES));
        }
        List<List<OutboxRow>> failing = take(2);

        assertThat(buffer.stuck(failing.get(0), NOW)).hasSize(18);
        assertThat(buffer.stuck(failing.get(1), NOW)).isEqualTo(failing.get(0));
        assertThat(buffer.add(row("events", "a", "w1", 10))).isFalse();
        assertThat(buffer.closed(NOW)).containsExactly(new Destination("events", "a"));

        long again = NOW + 2 * Lane.FIRST_PAUSE;
        assertThat(buffer.next(again - 1)).isNull();
        List<OutboxRow> trial = buffer.next(again);
        assertThat(trial).isEqualTo(failing.get(1));
        assertThat(buffer.stuck(trial, again)).isEmpty();
        assertThat(buffer.dueIn(again)).isEqualTo(4 * Lane.FIRST_PAUSE);
        trial = buffer.next(again + 4 * Lane.FIRST_PAUSE);
        assertThat(buffer.dueIn(again)).isEqualTo(Lane.NEVER);

        assertThat(buffer.confirmed(trial, again)).isTrue();
        assertThat(buffer.closed(again)).isEmpty();
        assertThat(buffer.add(row("events", "a", "w1", 10))).isTrue();
    }

    @Test
    void a_trial_waits_for_no_place() {
        buffer.add(row("events", "stuck", "w1", 10));
        List<OutboxRow> stuck = buffer.next(NOW);
        buffer.stuck(stuck, NOW);
        long again = NOW + Lane.FIRST_PAUSE;
        for (int i = 0; i < PLACES; i++) {
            buffer.add(row("commands", "a" + i, "w1", 10));
            buffer.next(again - 1);
        }

        assertThat(buffer.next(again)).isEqualTo(stuck);
    }

    @Test
    void what_is_cleared_is_gone_and_what_was_stuck_is_tried_like_any_other() {
        OutboxRow first = row("events", "a", "w1", 10);
        buffer.add(first);
        buffer.stuck(buffer.next(NOW), NOW);

        assertThat(buffer.clear()).containsExactly(first);

        assertThat(buffer.isEmpty()).isTrue();
        OutboxRow second = row("events", "a", "w1", 10);
        buffer.add(second);
        assertThat(buffer.next(NOW)).containsExactly(second);
    }

    private List<List<OutboxRow>> take(int messages) {
        List<List<OutboxRow>> taken = new ArrayList<>();
        while (taken.size() < messages) {
            taken.add(buffer.next(NOW));
        }
        return taken;
    }

    @Test
    void who_hurries_keeps_no_distance() {
        FairBuffer distant = new FairBuffer(exchange -> DISTANCE, PLACES);
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
