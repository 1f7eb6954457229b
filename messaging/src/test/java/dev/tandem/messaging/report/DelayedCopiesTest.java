package dev.tandem.messaging.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DelayedCopiesTest {

    /** Begins where {@link System#nanoTime()} may: below zero, and about to pass it. */
    private final AtomicLong clock = new AtomicLong(-TimeUnit.SECONDS.toNanos(10));

    private final DelayedCopies delayed = new DelayedCopies(clock::get);

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "2, 2", "29, 2", "31, 1", "1023, 1", "1025, 0"})
    void a_copy_is_delayed_until_its_time_has_come(long seconds, long count) {
        delayed.add(Duration.ofSeconds(1));
        delayed.add(Duration.ofSeconds(30));
        delayed.add(Duration.ofSeconds(1_024));

        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));

        assertThat(delayed.count()).isEqualTo(count);
    }

    @Test
    void many_with_one_time_are_all_counted() {
        for (int i = 0; i < 10_000; i++) {
            delayed.add(Duration.ofSeconds(5));
        }

        assertThat(delayed.count()).isEqualTo(10_000);
    }
}
