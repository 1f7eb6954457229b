package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryPolicyTest {

    private final RandomGenerator random = new Random(1);

    @Test
    void the_default_is_five_delays_that_double_and_are_lengthened_by_up_to_their_own_length() {
        List<Duration> delays = IntStream.rangeClosed(1, 5)
                .mapToObj(attempt ->
                        RetryPolicy.DEFAULT.delayAfter(attempt, random).orElseThrow())
                .toList();

        for (int i = 0; i < 5; i++) {
            assertThat(delays.get(i)).isBetween(Duration.ofSeconds(1L << i), Duration.ofSeconds(2L << i));
        }
        assertThat(RetryPolicy.DEFAULT.delayAfter(6, random)).isEmpty();
    }

    @Test
    void two_failures_do_not_return_together() {
        assertThat(RetryPolicy.DEFAULT.delayAfter(1, random)).isNotEqualTo(RetryPolicy.DEFAULT.delayAfter(1, random));
    }

    @Test
    void no_delay_is_longer_than_the_longest_jitter_included() {
        RetryPolicy policy =
                RetryPolicy.attempts(50).from(Duration.ofSeconds(1)).doubling().upTo(Duration.ofSeconds(7));

        assertThat(policy.delayAfter(40, random)).contains(Duration.ofSeconds(7));
    }

    @Test
    void without_attempts_the_first_failure_is_the_last() {
        assertThat(RetryPolicy.attempts(0).delayAfter(1, random)).isEmpty();
        assertThatThrownBy(() -> RetryPolicy.attempts(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_early_always_has_a_delay_in_the_end_the_last() {
        assertThat(RetryPolicy.DEFAULT.delayOfEarly(2, random)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(RetryPolicy.DEFAULT.delayOfEarly(400, random))
                .isBetween(Duration.ofSeconds(16), Duration.ofSeconds(32));
        assertThat(RetryPolicy.attempts(0).delayOfEarly(1, random))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void it_reads_from_a_sentence_and_writes_one() {
        RetryPolicy policy = RetryPolicy.parse(" 3  Attempts from 250ms doubling up to 2m pausing after 7 ");

        assertThat(policy).hasToString("3 attempts from 250ms doubling up to 2m pausing after 7");
        assertThat(RetryPolicy.parse(policy.toString())).hasToString(policy.toString());
        assertThat(RetryPolicy.parse("5 attempts from 1s doubling up to 5m")).hasToString(RetryPolicy.DEFAULT + "");
        assertThat(RetryPolicy.parse("1 attempt")).hasToString("1 attempt from 1s up to 5m pausing after 5");
        assertThat(RetryPolicy.parse("2 attempts from 10m up to 15m").delayAfter(1, random))
                .hasValueSatisfying(
                        delay -> assertThat(delay).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "five attempts",
                "5",
                "5 attempts from 1h",
                "5 attempts upto 5m",
                "-1 attempts",
                "5 attempts from 10s up to 1s",
                "5 attempts pausing after 0"
            })
    void words_that_are_no_policy_are_refused_with_a_hint(String words) {
        assertThatThrownBy(() -> RetryPolicy.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A retry policy");
    }
}
