package dev.tandem.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalsTest {

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(2);

    @Test
    void a_rate_is_due_evenly_over_warm_up_and_measured_time() {
        long[] due = new Arrivals.Rate(4).known(WARM_UP, MEASURED);

        assertThat(Arrays.stream(due).map(nanos -> nanos / 1_000_000).toArray())
                .containsExactly(0, 250, 500, 750, 1_000, 1_250, 1_500, 1_750, 2_000, 2_250, 2_500, 2_750);
    }

    @Test
    void a_rate_does_not_drift() {
        long[] due = new Arrivals.Rate(3).known(Duration.ZERO, Duration.ofSeconds(1_000));

        assertThat(due).hasSize(3_000);
        assertThat(due[2_997]).isEqualTo(Duration.ofSeconds(999).toNanos());
    }

    @Test
    void users_come_spread_over_one_think_time() {
        long[] due = new Arrivals.Users(4, Duration.ofSeconds(2)).known(WARM_UP, MEASURED);

        assertThat(Arrays.stream(due).map(nanos -> nanos / 1_000_000).toArray()).containsExactly(0, 500, 1_000, 1_500);
    }

    @Test
    void a_user_asks_again_when_he_has_thought() {
        assertThat(new Arrivals.Users(4, Duration.ofSeconds(2)).again(700)).hasValue(2_000_000_700L);
        assertThat(new Arrivals.Rate(1).again(700)).isEmpty();
        assertThat(new Arrivals.Burst(1).again(700)).isEmpty();
    }

    @Test
    void a_burst_is_due_at_one_moment() {
        assertThat(new Arrivals.Burst(3).known(WARM_UP, MEASURED))
                .containsExactly(1_000_000_000L, 1_000_000_000L, 1_000_000_000L);
    }

    @ParameterizedTest
    @MethodSource("every_kind")
    void every_kind_survives_json(Arrivals arrivals) {
        assertThat(Arrivals.fromJson(arrivals.toJson())).isEqualTo(arrivals);
    }

    @Test
    void no_kind_is_forgotten() {
        assertThat(every_kind()).hasSize(Arrivals.class.getPermittedSubclasses().length);
    }

    private static Arrivals[] every_kind() {
        return new Arrivals[] {
            new Arrivals.Users(7, Duration.ofMillis(1_500)), new Arrivals.Rate(12.5), new Arrivals.Burst(9)
        };
    }
}
