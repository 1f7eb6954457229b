package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"-5, 1", "0, 1", "8, 8", "400, 30"})
    void a_client_asks_again_when_the_next_attempt_has_come_but_not_too_rarely(long secondsLeft, long pause) {
        assertThat(operation(Status.RETRYING, new Retry(2, NOW.plusSeconds(secondsLeft)))
                        .askAgainIn(NOW))
                .isEqualTo(Duration.ofSeconds(pause));
    }

    @Test
    void a_client_asks_soon_for_what_was_just_accepted_and_seldom_for_what_is_stalled() {
        assertThat(operation(Status.ACCEPTED, null).askAgainIn(NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(operation(Status.STALLED, null).askAgainIn(NOW)).isEqualTo(Duration.ofSeconds(30));
    }

    private static Operation operation(Status status, @Nullable Retry retry) {
        return new Operation(
                new UUID(1, 1),
                "anna",
                new UUID(2, 2),
                "project.create",
                status,
                new Operation.Target("project", "p", null),
                "correlation",
                null,
                retry,
                List.of(),
                NOW,
                NOW);
    }
}
