package dev.tandem.local.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

    @Test
    void it_arrives_as_it_was_sent() {
        Recording sent = new Recording(
                true,
                List.of(
                        ASpan.of("t", "a").from(1, 2).ofOperation("op").span(),
                        ASpan.of("t", "b")
                                .under("a")
                                .client()
                                .failing("\"no\"\n")
                                .linking("u", "c")
                                .linkingMore(7)
                                .span()));

        assertThat(Recording.parse(sent.toJson())).isEqualTo(sent);
    }

    @Test
    void that_nothing_is_recorded_arrives_too() {
        assertThat(Recording.parse(Recording.off().toJson()).on()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"on\":true,\"spans\":[1]}", "{\"on\":true,\"spans\":[{}]}"})
    void what_is_no_recording_is_refused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> Recording.parse(json));
    }
}
