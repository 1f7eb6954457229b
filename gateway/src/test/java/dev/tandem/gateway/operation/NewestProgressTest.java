package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NewestProgressTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    @Test
    void of_what_comes_together_the_newest_of_each_operation_counts() {
        Progress second = retrying(ONE, 2, 0);
        Progress third = retrying(ONE, 3, 5);
        Progress elsewhere = retrying(OTHER, 2, 1);

        assertThat(Progress.newest(List.of(second, elsewhere, third))).containsExactlyInAnyOrder(third, elsewhere);
        assertThat(Progress.newest(List.of(third, elsewhere, second))).containsExactlyInAnyOrder(third, elsewhere);
    }

    @Test
    void of_what_happened_at_the_same_time_the_last_to_come_counts() {
        assertThat(Progress.newest(List.of(retrying(ONE, 2, 0), retrying(ONE, 3, 0))))
                .containsExactly(retrying(ONE, 3, 0));
    }

    private static Progress retrying(UUID operation, int attempt, int secondsPastNoon) {
        return new Progress(
                operation,
                Status.RETRYING,
                new Retry(attempt, NOON.plusSeconds(60)),
                null,
                "It failed.",
                NOON.plusSeconds(secondsPastNoon));
    }
}
