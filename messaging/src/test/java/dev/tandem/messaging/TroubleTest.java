package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TroubleTest {

    private final Trouble trouble = new Trouble();

    @Test
    void each_cause_is_news_once_until_it_works_again() {
        assertThat(trouble.isNew("refused")).isTrue();
        assertThat(trouble.isNew("late")).isTrue();
        assertThat(trouble.isNew("refused")).isFalse();

        assertThat(trouble.ended()).isTrue();
        assertThat(trouble.ended()).isFalse();
        assertThat(trouble.isNew("refused")).isTrue();
    }

    @Test
    void a_cause_without_words_is_one_too() {
        assertThat(trouble.isNew(new IllegalStateException())).isTrue();
        assertThat(trouble.isNew(new IllegalStateException())).isFalse();
    }

    @Test
    void what_is_said_in_ever_other_words_comes_to_an_end() {
        assertThat(IntStream.range(0, 1_000).filter(i -> trouble.isNew("after " + i + " ms")))
                .hasSize(10);
    }
}
