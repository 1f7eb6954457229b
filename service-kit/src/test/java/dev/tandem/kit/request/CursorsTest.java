package dev.tandem.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.kit.http.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

    @Test
    void a_position_survives_the_journey() {
        UUID id = UUID.randomUUID();

        assertThat(Cursors.NEWEST_FIRST.decode(Cursors.NEWEST_FIRST.encode(id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "äöü", "AAAA", "_____________________", "________________________________"})
    void what_is_none_of_ours_is_malformed(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursors.NEWEST_FIRST.decode(text))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }
}
