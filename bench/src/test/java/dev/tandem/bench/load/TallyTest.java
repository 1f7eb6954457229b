package dev.tandem.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warm-up from 0 to 1 s, measured from 1 to 3 s. */
class TallyTest {

    private static final Outcome CREATED = new Outcome.Answered(201, "/v1/projects/1");

    private final Tally tally = tally(new Arrivals.Rate(10));

    @Test
    void only_what_is_due_in_the_measured_time_counts_whenever_it_ends() {
        ended(900, 1_500, CREATED);
        ended(1_000, 1_010, CREATED);
        ended(2_999, 8_999, CREATED);
        ended(3_000, 3_001, CREATED);

        Measurement measured = tally.measurement();

        assertThat(measured.asked()).isEqualTo(2);
        assertThat(measured.answered()).isEqualTo(2);
        assertThat(measured.answersMs().max()).isCloseTo(6_000, within(6.0));
    }

    @Test
    void the_rate_is_of_the_answers_that_arrive_in_the_measured_time() {
        ended(500, 999, CREATED);
        ended(900, 1_500, CREATED);
        ended(2_000, 2_500, CREATED);
        ended(2_900, 3_100, CREATED);

        assertThat(tally.measurement().perSecond()).isEqualTo(1.0);
    }

    @Test
    void a_time_out_is_as_long_as_the_patience_and_no_answer() {
        ended(1_000, 31_000, new Outcome.TimedOut());

        Measurement measured = tally.measurement();

        assertThat(measured.timedOut()).isEqualTo(1);
        assertThat(measured.answered()).isZero();
        assertThat(measured.answersMs().p99()).isCloseTo(30_000, within(30.0));
    }

    @Test
    void what_is_refused_or_fails_quickly_betters_no_percentile() {
        ended(1_000, 1_500, CREATED);
        ended(1_000, 1_001, new Outcome.Answered(429, ""));
        ended(1_000, 1_001, new Outcome.Answered(503, ""));
        ended(1_000, 1_001, new Outcome.Answered(500, ""));
        ended(1_000, 1_001, new Outcome.Broken("Connection was closed"));

        Measurement measured = tally.measurement();

        assertThat(measured.answersMs().count()).isEqualTo(1);
        assertThat(measured.answersMs().p50()).isCloseTo(500, within(1.0));
        assertThat(measured.refused()).isEqualTo(2);
        assertThat(measured.failed()).isEqualTo(2);
        assertThat(measured.firstFailure()).isEqualTo("it answered 500");
    }

    @Test
    void a_burst_is_as_fast_as_its_last_answer() {
        Tally burst = tally(new Arrivals.Burst(4));
        for (int i = 1; i <= 4; i++) {
            burst.asked(nanos(1_000));
            burst.ended(nanos(1_000), nanos(1_000 + 1_000 * i), CREATED);
        }

        assertThat(burst.measurement().perSecond()).isEqualTo(1.0);
    }

    @Test
    void a_measurement_survives_json() {
        ended(1_000, 1_500, CREATED);
        ended(1_000, 1_500, new Outcome.Broken("gone"));
        tally.done(nanos(1_500), nanos(1_600));
        Measurement measured = tally.measurement();

        assertThat(JsonObject.mapFrom(measured).mapTo(Measurement.class)).isEqualTo(measured);
    }

    private void ended(long dueMillis, long nowMillis, Outcome outcome) {
        tally.asked(nanos(dueMillis));
        tally.ended(nanos(dueMillis), nanos(nowMillis), outcome);
    }

    private static Tally tally(Arrivals arrivals) {
        return new Tally(new Load(
                URI.create("http://localhost"),
                List.of(),
                arrivals,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30)));
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }
}
