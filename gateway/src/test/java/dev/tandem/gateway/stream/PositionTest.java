package dev.tandem.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.123456Z");
    private static final long MOST = (1L << 48) - 1;

    @Test
    void what_is_written_is_read() {
        Position position = Position.of(NOW, NOW.plusSeconds(3), List.of(0L, MOST, 1L << 47, 77L));

        assertThat(Position.read(position.written())).contains(position);
        assertThat(Position.read(Position.of(NOW, NOW, List.of()).written())).isPresent();
    }

    @Test
    void the_ids_of_the_contracts_example_are_such() throws IOException {
        try (InputStream yaml = Objects.requireNonNull(Gateway.class.getResourceAsStream("/openapi.yaml"))) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            String example = text.substring(
                    text.indexOf("    StreamEvents:\n"), text.indexOf("    ProjectStreamEvents:\n      value"));

            List<String> ids = example.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("id: "))
                    .map(line -> line.substring(4))
                    .toList();

            assertThat(ids)
                    .hasSize(2)
                    .allSatisfy(id -> assertThat(Position.read(id)).isPresent());
        }
    }

    @Test
    void of_much_that_was_told_the_last_is_kept_and_the_contract_holds() {
        Position position =
                Position.of(NOW, NOW, LongStream.range(0, 100).boxed().toList());

        assertThat(position.told()).hasSize(16).startsWith(84L).endsWith(99L);
        assertThat(position.written()).hasSizeLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1...",
                "17",
                "2.a.a.",
                "1.a.a.AAA",
                "1.a.a.*",
                "1.-.a.",
                "1.zzzzzzzzzzzzz.a.",
                "1.a.a..b"
            })
    void what_is_none_of_ours_is_not_read(String written) {
        assertThat(Position.read(written)).isEmpty();
    }

    @Test
    void a_position_is_kept_for_an_hour_and_none_lies_ahead() {
        assertThat(Position.of(NOW.minusSeconds(3_500), NOW, List.of()).isKept(NOW))
                .isTrue();
        assertThat(Position.of(NOW.minusSeconds(3_700), NOW, List.of()).isKept(NOW))
                .isFalse();
        assertThat(Position.of(NOW, NOW.minusSeconds(3_700), List.of()).isKept(NOW))
                .isFalse();
        assertThat(Position.of(NOW.plusSeconds(61), NOW, List.of()).isKept(NOW)).isFalse();
    }

    @Test
    void signs_tell_states_of_one_thing_apart_and_fit_their_place() {
        UUID id = UUID.randomUUID();
        Mark before = new Mark(NOW, id);
        Mark after = new Mark(NOW.plusNanos(1_000), id);

        assertThat(before.sign()).isNotEqualTo(after.sign()).isBetween(0L, MOST);
        assertThat(new Mark(NOW, UUID.fromString(id.toString())).sign()).isEqualTo(before.sign());
    }
}
