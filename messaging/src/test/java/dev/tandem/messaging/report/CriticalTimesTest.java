package dev.tandem.messaging.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CriticalTimesTest {

    @Test
    void those_of_two_instances_are_added_after_travelling_as_text() {
        CriticalTimes quick = new CriticalTimes();
        CriticalTimes slow = new CriticalTimes();
        for (int i = 0; i < 98; i++) {
            quick.add(Duration.ofMillis(4));
        }
        slow.add(Duration.ofMinutes(2));
        slow.add(Duration.ofMinutes(2));

        CriticalTimes both = CriticalTimes.decode(quick.encode());
        both.add(CriticalTimes.decode(slow.encode()));

        assertThat(both.count()).isEqualTo(100);
        assertThat(both.millis(50)).isCloseTo(4, within(0.04));
        assertThat(both.millis(99)).isCloseTo(120_000, within(1_200.0));
    }

    @Test
    void without_events_there_is_nothing() {
        CriticalTimes none = CriticalTimes.decode(new CriticalTimes().encode());

        assertThat(none.count()).isZero();
        assertThat(none.millis(99)).isZero();
    }

    @Test
    void what_lies_outside_counts_at_the_edge() {
        CriticalTimes times = new CriticalTimes();
        times.add(Duration.ofSeconds(-5));
        times.add(Duration.ofDays(300));

        assertThat(times.millis(0)).isZero();
        assertThat(times.millis(100)).isCloseTo(86_400_000, within(864_000.0));
    }

    @Test
    void many_different_times_are_a_short_text() {
        CriticalTimes times = new CriticalTimes();
        for (int i = 0; i < 100_000; i++) {
            times.add(Duration.ofNanos(1_000L * (i % 5_000) * (i % 977)));
        }

        assertThat(times.encode()).hasSizeLessThan(3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello!", "AAAA", "HISTFAAAAAF42pNpmSzMwMDAxAABzFAaAAAnEgC7"})
    void what_is_no_distribution_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CriticalTimes.decode(text));
    }
}
