package dev.tandem.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StormFilterTest {

    private final WrittenLines lines = new WrittenLines(new TextLines()).flowing();
    private final Logger logger = lines.logger();
    private final StormFilter filter = new StormFilter();

    @BeforeEach
    void filter() {
        filter.setContext(logger.getLoggerContext());
        filter.start();
        logger.getLoggerContext().addTurboFilter(filter);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void of_the_same_words_ten_lines_are_written_in_a_minute_and_the_rest_is_counted() {
        for (int i = 0; i < 130; i++) {
            logger.warn("It stands still: {}", i);
        }
        logger.error("Something else");
        filter.tell();
        logger.warn("It stands still: {}", "still");

        List<String> written = lines.all();
        assertThat(written).hasSize(StormFilter.LINES + 3);
        assertThat(written.get(9)).contains("It stands still: 9");
        assertThat(written.get(10)).contains("Something else");
        assertThat(written.get(11)).contains("Said 120 times more within a minute: It stands still: {}");
        assertThat(written.get(12)).contains("It stands still: still");
    }

    @Test
    void what_is_no_warning_is_not_counted() {
        for (int i = 0; i < 100; i++) {
            logger.info("It goes on");
        }

        assertThat(lines.all()).hasSize(100);
    }

    @Test
    void what_a_correlation_id_leads_to_is_never_held_back() {
        try (Scope scope =
                Baggage.builder().put("correlation.id", "mine").build().makeCurrent()) {
            for (int i = 0; i < 100; i++) {
                logger.warn("dead letter");
            }
            assertThat(scope).isNotNull();
        }

        assertThat(lines.all()).hasSize(100);
    }
}
