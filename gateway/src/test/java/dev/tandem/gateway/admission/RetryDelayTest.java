package dev.tandem.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryDelayTest {

    private final RetryDelay delay = new RetryDelay(new Random(1));

    private Set<Integer> givenAt(int second) {
        return IntStream.range(0, 200)
                .mapToObj(i -> delay.seconds(Duration.ofSeconds(second).toNanos()))
                .collect(Collectors.toSet());
    }

    @Test
    void the_longer_it_lasts_the_further_those_who_come_again_are_spread() {
        assertThat(givenAt(0)).containsExactly(1);
        assertThat(givenAt(3)).containsExactlyInAnyOrder(1, 2, 3, 4);
        for (int second = 4; second < 30; second += 4) {
            givenAt(second);
        }
        assertThat(givenAt(30)).hasSize(RetryDelay.LONGEST_SECONDS).contains(1, RetryDelay.LONGEST_SECONDS);
        assertThat(givenAt(40)).as("another overload").containsExactly(1);
    }
}
