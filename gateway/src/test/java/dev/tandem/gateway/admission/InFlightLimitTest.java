package dev.tandem.gateway.admission;

import static dev.tandem.gateway.admission.InFlightLimit.CEILING;
import static dev.tandem.gateway.admission.InFlightLimit.FLOOR;
import static dev.tandem.gateway.admission.InFlightLimit.INTERVAL;
import static dev.tandem.gateway.admission.InFlightLimit.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InFlightLimitTest {

    private static final long MILLI = 1_000_000;

    private final InFlightLimit limit = new InFlightLimit(0);
    private long now;

    private int enter(int requests) {
        return (int) IntStream.range(0, requests).filter(i -> limit.enter(now)).count();
    }

    private void getThrough(int requests, long stay) {
        IntStream.range(0, requests).forEach(i -> {
            limit.durable(now, stay);
            limit.leave(now);
        });
    }

    private void interval() {
        now += INTERVAL;
        limit.leave(now);
        enter(1);
    }

    /** What one interval makes of the limit, when so many were under way and the fastest and the slowest stayed so long. */
    @ParameterizedTest
    @CsvSource({
        "400, 50, 900, 512, a burst: the fastest was fast",
        "400, 63, 900, 380, just over the target",
        "400, 90, 900, 266, in proportion to the excess",
        "400, 900, 900, 200, but never by more than a half",
        "160, 900, 900, 96, and never below the floor",
        "96, 900, 900, 512, no more than the floor is no queue",
    })
    void the_limit_is_cut_when_even_the_fastest_stayed_too_long(
            int underWay, long fastest, long slowest, int expected, String why) {
        enter(underWay);
        getThrough(1, slowest * MILLI);
        enter(1);
        getThrough(1, fastest * MILLI);
        enter(1);
        interval();
        assertThat(limit.limit()).as(why).isEqualTo(expected);
    }

    @Test
    void a_dependency_that_hangs_costs_the_rest_nothing_but_a_refusal() {
        assertThat(enter(400)).isEqualTo(400);
        interval();
        assertThat(limit.limit()).as("a part of an interval says nothing").isEqualTo(CEILING);
        interval();
        assertThat(limit.limit()).isEqualTo(200);
        assertThat(enter(1)).isZero();
    }

    @Test
    void nobody_is_refused_while_fewer_than_the_floor_are_under_way() {
        enter(200);
        for (int i = 0; i < 20; i++) {
            interval();
        }
        assertThat(limit.limit()).isEqualTo(FLOOR);
        getThrough(limit.underWay() - FLOOR + 1, 1_000 * MILLI);
        assertThat(enter(2)).isEqualTo(1);
    }

    @Test
    void four_seconds_after_an_overload_bursts_are_taken_in_again() {
        enter(200);
        for (int i = 0; i < 20; i++) {
            interval();
        }
        getThrough(limit.underWay(), 1_000 * MILLI);
        now += 40 * INTERVAL;
        assertThat(enter(CEILING + 1)).isEqualTo(CEILING);
    }

    /** A server that gets one through every 2 ms, in order, and twice as many that ask. */
    @Test
    void at_twice_what_can_be_done_nearly_all_that_can_be_done_is_and_quickly() {
        Deque<Long> queue = new ArrayDeque<>();
        int settled = 0;
        int slow = 0;
        for (int milli = 0; milli < 10_000; milli++) {
            now = milli * MILLI;
            if (limit.enter(now)) {
                queue.add(now);
            }
            if (milli % 2 == 0 && !queue.isEmpty()) {
                long stay = now - queue.remove();
                limit.durable(now, stay);
                limit.leave(now);
                settled += milli >= 1_000 ? 1 : 0;
                slow += milli >= 1_000 && stay > 5 * TARGET ? 1 : 0;
            }
        }
        assertThat(settled).isGreaterThan(4_500 * 95 / 100);
        assertThat(slow).isZero();
    }
}
