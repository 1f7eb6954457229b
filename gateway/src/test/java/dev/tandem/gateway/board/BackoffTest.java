package dev.tandem.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void each_delay_is_about_twice_as_long_up_to_five_seconds() {
        for (long longest : new long[] {500, 1_000, 2_000, 4_000, 5_000, 5_000}) {
            assertThat(backoff.failed()).isBetween(Duration.ofMillis(longest / 2), Duration.ofMillis(longest));
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.failed()).isBetween(Duration.ofMillis(2_500), Duration.ofMillis(5_000));
        }
        backoff.succeeded();
        assertThat(backoff.failed()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }
}
