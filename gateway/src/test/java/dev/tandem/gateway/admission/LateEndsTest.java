package dev.tandem.gateway.admission;

import static dev.tandem.gateway.admission.LateEnds.INTERVAL;
import static dev.tandem.gateway.admission.LateEnds.SLOWEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateEndsTest {

    private static final long MILLI = 1_000_000;

    private final LateEnds ends = new LateEnds(0);
    private long now;

    /** One interval in which so many ended, the youngest of them of that age. */
    private void interval(int ended, long youngestMillis) {
        IntStream.range(0, ended).forEach(i -> ends.ended(now, (youngestMillis + i) * MILLI));
        now += INTERVAL;
    }

    @ParameterizedTest
    @CsvSource({
        "300,   900, Infinity, young enough",
        "300, 1100,       540, late: nine tenths of the 600 a second that were done",
        "  5, 1100,        50, never below the slowest",
        "  0,     0, Infinity, no ends are an outage and no overload",
    })
    void one_interval_decides(int ended, long youngest, double rate, String why) {
        interval(ended, youngest);
        assertThat(ends.rate(now)).as(why).isEqualTo(rate);
    }

    @Test
    void the_share_shrinks_while_ends_stay_late_and_stops_at_a_half() {
        interval(300, 1_500);
        interval(300, 1_500);
        assertThat(ends.rate(now)).isCloseTo(486, offset(1.0));
        for (int i = 0; i < 10; i++) {
            interval(300, 1_500);
        }
        assertThat(ends.rate(now)).isCloseTo(300, offset(1.0));
    }

    @Test
    void what_is_refused_here_does_not_pass_for_slowness() {
        interval(300, 1_500);
        for (int i = 0; i < 6; i++) {
            interval(100, 1_500);
        }
        assertThat(ends.rate(now)).isGreaterThan(250);
    }

    @Test
    void ends_that_stop_lift_the_bound_within_two_seconds() {
        interval(300, 1_500);
        interval(0, 0);
        assertThat(ends.rate(now)).isFinite();
        interval(0, 0);
        interval(0, 0);
        interval(0, 0);
        assertThat(ends.rate(now)).isInfinite();
    }

    @Test
    void what_was_done_before_may_be_accepted_three_seconds_after_ends_are_young_again_and_later_anything() {
        for (int i = 0; i < 10; i++) {
            interval(300, 5_000);
        }
        for (int i = 0; i < 6; i++) {
            interval(300, 100);
        }
        assertThat(ends.rate(now)).isGreaterThan(600);
        for (int i = 0; i < 30; i++) {
            interval(300, 100);
        }
        assertThat(ends.rate(now)).isInfinite();
    }

    @Test
    void the_bound_is_kept_evenly() {
        interval(300, 1_500);
        int admitted = 0;
        for (int milli = 0; milli < 400; milli++) {
            now += MILLI;
            admitted += ends.admit(now) ? 1 : 0;
            admitted += ends.admit(now) ? 1 : 0;
        }
        assertThat(admitted).isBetween(190, 220);
    }

    /** Work that goes at 500 a second, first in, first out, behind twice as many requests. */
    @Test
    void at_twice_what_can_be_done_ends_stay_near_the_target_and_the_work_never_stands_still() {
        Deque<Long> queue = new ArrayDeque<>();
        int done = 0;
        long oldest = 0;
        for (int milli = 0; milli < 60_000; milli++) {
            now = milli * MILLI;
            if (ends.admit(now)) {
                queue.add(now);
            }
            if (milli % 2 == 0 && !queue.isEmpty()) {
                long age = now - queue.remove();
                ends.ended(now, age);
                if (milli >= 10_000) {
                    done++;
                    oldest = Math.max(oldest, age);
                }
            }
        }
        assertThat(done).isGreaterThan(25_000 * 95 / 100);
        assertThat(oldest).isLessThan(2_500 * MILLI);
        assertThat(SLOWEST).isLessThan(500);
    }
}
