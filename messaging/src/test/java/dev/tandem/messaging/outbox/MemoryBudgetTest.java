package dev.tandem.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.MessagingFixture;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {

    private static final int MOST_BYTES = 100_000;

    private final MemoryBudget budget = new MemoryBudget(100, MOST_BYTES);

    @Test
    void is_bounded_in_bytes_and_not_in_rows_alone() {
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            OutboxRow row = row("a" + i, "w" + i, 10_000);
            if (budget.has(row)) {
                budget.take(row);
                taken++;
            }
        }

        assertThat(taken).isEqualTo(9);
        assertThat(budget.bytes()).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void a_tenant_has_half_of_it() {
        MemoryBudget budget = new MemoryBudget(100, 10 * MOST_BYTES);
        for (int i = 0; i < 50; i++) {
            assertThat(budget.has(row("a" + i, "noisy", 10))).isTrue();
            budget.take(row("a" + i, "noisy", 10));
        }

        assertThat(budget.has(row("b", "noisy", 10))).isFalse();
        assertThat(budget.has(row("b", "quiet", 10))).isTrue();
    }

    @Test
    void a_destination_has_half_of_it() {
        for (int i = 0; i < 4; i++) {
            assertThat(budget.has(row("a", "w" + i, 10_000))).isTrue();
            budget.take(row("a", "w" + i, 10_000));
        }

        assertThat(budget.has(row("a", "w", 10_000))).isFalse();
        assertThat(budget.has(row("b", "w", 10_000))).isTrue();
    }

    @Test
    void what_is_empty_has_room_for_a_row_of_any_size() {
        OutboxRow large = row("a", "w1", 2 * MOST_BYTES);
        assertThat(budget.has(large)).isTrue();
        budget.take(large);
        assertThat(budget.has(row("b", "w2", 10))).isFalse();

        budget.give(large);

        assertThat(budget.bytes()).isZero();
        assertThat(budget.has(large)).isTrue();
    }

    private static OutboxRow row(String routingKey, String tenant, int bytes) {
        return new OutboxRow(
                0,
                "events",
                routingKey,
                MessagingFixture.envelope(tenant),
                Buffer.buffer(new byte[bytes]),
                Span.getInvalid());
    }
}
