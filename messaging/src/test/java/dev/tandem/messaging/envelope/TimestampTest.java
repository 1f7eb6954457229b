package dev.tandem.messaging.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T08:00:00Z",
                "2026-01-31T08:00:00.5Z",
                "2026-01-31T08:00:00.Z",
                "2026-01-31T08:00:00.123456Z",
                "2026-01-31T08:00:00.123456789Z",
                "2024-02-29T23:59:59.000000001Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "2026-01-31T08:00Z",
                "2026-01-31t08:00:00z",
                "2026-01-31T08:00:00+00:00",
                "2026-01-31T08:00:00.25+05:30",
                "+12026-01-31T08:00:00Z"
            })
    void a_timestamp_is_read_as_the_jdk_reads_it(String text) {
        assertThat(Timestamp.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @Test
    void what_is_written_is_read() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-62_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(Timestamp.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "tomorrow",
                "2026-01-31",
                "2026-01-31T08:00:00",
                "2026-01-31T08:00:00.1234567890Z",
                "2026-01-31 08:00:00Z",
                "2026-02-29T08:00:00Z",
                "2026-13-01T08:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T08:60:00Z",
                "2026-01-31T08:00:60Z",
                "2026-01-31T08:00:0xZ",
                "2026-01-31T08:00:00,5Z",
                "2026-01-31T0\u0668:00:00Z"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Timestamp.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
