package dev.tandem.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.kit.http.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void a_position_survives_the_journey() {
        Position position = new Position(Instant.parse("2026-11-01T10:00:00.123456Z"), UUID.randomUUID());

        assertThat(Position.CURSORS.decode(Position.CURSORS.encode(position))).isEqualTo(position);
        assertThat(Position.CURSORS.decode(Position.CURSORS.encode(Position.TOP)))
                .isEqualTo(Position.TOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "äöü", "AAAA", "f__________________________________"})
    void what_is_none_of_ours_is_malformed(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Position.CURSORS.decode(text))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }
}
