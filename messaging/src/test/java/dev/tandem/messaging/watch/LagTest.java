package dev.tandem.messaging.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LagTest {

    /** Nanoseconds of {@link System#nanoTime()} may be negative and overflow. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();

    private final Lag lag = new Lag();

    @Test
    void nothing_waits_before_the_first_probe_and_after_every_answer() {
        assertThat(lag.seconds(at(0))).isZero();
        send(0);
        lag.answered(at(0));
        assertThat(lag.seconds(at(7))).isZero();
        assertThat(lag.due(at(7))).isTrue();
    }

    @Test
    void grows_from_the_first_probe_that_is_not_answered() {
        send(0);
        assertThat(lag.seconds(at(4))).isEqualTo(4);
        send(6);
        assertThat(lag.seconds(at(60))).isEqualTo(60);
    }

    @Test
    void a_later_answer_settles_earlier_probes_whose_answers_were_lost() {
        send(0);
        send(6);
        send(30);
        lag.answered(at(6));
        assertThat(lag.seconds(at(31))).isEqualTo(1);
        lag.answered(at(30));
        assertThat(lag.seconds(at(32))).isZero();
    }

    @Test
    void probes_are_repeated_at_growing_intervals_while_none_is_answered() {
        send(0);
        assertThat(lag.due(at(4.9))).isFalse();
        assertThat(lag.due(at(5))).isTrue();
        send(5);
        assertThat(lag.due(at(9.9))).isFalse();
        assertThat(lag.due(at(10))).isTrue();
        send(90);
        assertThat(lag.due(at(99.9))).isFalse();
        assertThat(lag.due(at(100))).isTrue();
        send(3_600);
        assertThat(lag.due(at(3_659.9))).isFalse();
        assertThat(lag.due(at(3_660))).isTrue();
    }

    @Test
    void when_answers_were_lost_it_ends_a_tenth_too_late_at_most() {
        double over = 77;
        double now = 0;
        while (now <= over || lag.seconds(at(now)) > 0) {
            if (lag.due(at(now))) {
                send(now);
                if (now > over) {
                    lag.answered(at(now));
                }
            }
            now += 0.5;
        }

        assertThat(now).isLessThan(over * 1.13);
    }

    @Test
    void without_a_connection_it_grows_too_and_every_tick_tries_again() {
        send(0);
        lag.notSent();
        assertThat(lag.due(at(0.5))).isTrue();
        send(0.5);
        assertThat(lag.seconds(at(3))).isEqualTo(3);
        assertThat(lag.due(at(5.4))).isFalse();
        lag.answered(at(0.5));
        assertThat(lag.seconds(at(3))).isZero();
    }

    private void send(double seconds) {
        lag.sent(at(seconds));
    }

    private static long at(double seconds) {
        return START + (long) (seconds * 1e9);
    }
}
