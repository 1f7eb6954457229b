package dev.tandem.messaging.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecentDeliveriesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    private static final LastFailure LAST = new LastFailure(NOW.plusSeconds(1), "given up");

    /** Begins where {@link System#nanoTime()} may: below zero, and about to pass it. */
    private final AtomicLong clock = new AtomicLong(-TimeUnit.SECONDS.toNanos(90));

    private final RecentDeliveries recent = new RecentDeliveries(clock::get);

    @ParameterizedTest
    @CsvSource({"0, 1", "59, 1", "60, 1", "299, 1", "300, 0", "400, 0"})
    void what_happened_in_the_first_minute_is_shown_until_the_fifth_has_passed(long seconds, long shown) {
        recent.done(Duration.ofMillis(5));
        recent.duplicate();
        recent.retried(new LastFailure(NOW, "no such column"));
        recent.deadLettered(LAST);

        pass(seconds);

        assertThat(recent.window().deliveries()).isEqualTo(new DeliveryCounts(shown, shown, shown, shown));
        assertThat(recent.window().criticalTimes().count()).isEqualTo(shown);
        assertThat(recent.window().lastFailure()).isEqualTo(shown == 1 ? LAST : null);
    }

    @Test
    void the_last_failure_is_told_however_much_works_after_it() {
        recent.retried(LAST);
        pass(61);
        recent.done(Duration.ZERO);

        assertThat(recent.window().lastFailure()).isEqualTo(LAST);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "30, 30", "240, 240", "299, 299", "300, 240", "359, 299", "3600, 240"})
    void the_window_covers_four_to_five_minutes_once_it_can(long seconds, double covered) {
        pass(seconds);

        assertThat(recent.window().seconds()).isCloseTo(covered, within(0.01));
    }

    @Test
    void a_steady_rate_is_told_at_any_moment() {
        for (int second = 1; second <= 400; second++) {
            for (int i = 0; i < 7; i++) {
                recent.done(Duration.ZERO);
            }
            pass(1);
            assertThat(recent.window().perSecond()).as("after %d s", second).isCloseTo(7, within(0.01));
        }
    }

    @Test
    void the_rate_forgets_what_was_before_the_last_minute_but_one() {
        recent.done(Duration.ZERO);
        pass(119);
        assertThat(recent.window().perSecond()).isPositive();
        pass(1);

        assertThat(recent.window().perSecond()).isZero();
        assertThat(recent.window().deliveries().done()).isEqualTo(1);
    }

    @Test
    void times_of_all_minutes_are_one_distribution() {
        for (int minute = 0; minute < 4; minute++) {
            for (int i = 0; i < 25; i++) {
                recent.done(Duration.ofMillis(10L * (minute + 1)));
            }
            pass(60);
        }

        CriticalTimes times = recent.window().criticalTimes();
        assertThat(times.count()).isEqualTo(100);
        assertThat(times.millis(50)).isCloseTo(20, within(0.2));
        assertThat(times.millis(99)).isCloseTo(40, within(0.4));
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
