package dev.tandem.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggerLevelsTest {

    private static final String NAME = "dev.tandem.kit.logging.Changed";

    private final Logger logger = LoggerFactory.getLogger(NAME);

    @Test
    void a_change_ends_by_itself_and_so_does_one_upon_another() {
        assertThat(LoggerLevels.change(NAME, "trace", Duration.ofMinutes(10))).isTrue();
        assertThat(logger.isTraceEnabled()).isTrue();
        assertThat(LoggerLevels.change(NAME, "error", Duration.ofSeconds(3))).isTrue();
        assertThat(logger.isWarnEnabled()).isFalse();

        await().untilAsserted(() -> assertThat(LoggerLevels.all()).doesNotContainKey(NAME));
        assertThat(logger.isWarnEnabled()).isTrue();
        assertThat(logger.isTraceEnabled()).isFalse();
    }

    @Test
    void what_nobody_logs_by_has_no_level() {
        assertThat(LoggerLevels.change("of.nobody", "debug", Duration.ofMinutes(1)))
                .isFalse();
        assertThat(LoggerLevels.change(NAME, "loud", Duration.ofMinutes(1))).isFalse();
        assertThat(LoggerLevels.all()).containsKey("ROOT").doesNotContainKeys("of.nobody", NAME);
    }
}
