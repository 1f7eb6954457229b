package dev.tandem.feed.reading;

import static dev.tandem.feed.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.feed.entry.Position;
import dev.tandem.kit.http.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void a_position_survives_the_journey() {
        Position position = new Position(Instant.parse("2026-11-01T10:00:00.123456Z"), anId());

        assertThat(Cursor.position(Cursor.of(position))).isEqualTo(position);
        assertThat(Cursor.position(Cursor.of(Position.TOP))).isEqualTo(Position.TOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "äöü", "AAAA", "f__________________________________"})
    void what_is_none_of_ours_is_malformed(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursor.position(text))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }
}
