package dev.tandem.notifier.inbox;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.kit.http.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void an_id_survives_the_journey() {
        UUID id = anId();

        assertThat(Cursor.id(Cursor.of(id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "äöü", "AAAA", "________________________________"})
    void what_is_none_of_ours_is_malformed(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursor.id(text))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }
}
