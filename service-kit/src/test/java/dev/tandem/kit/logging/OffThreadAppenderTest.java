package dev.tandem.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OffThreadAppenderTest {

    private static final int TOO_MANY = 10_000;

    @Test
    void who_logs_never_waits_and_what_matters_least_is_dropped_first_and_counted() throws Exception {
        try (WrittenLines lines = new WrittenLines(new TextLines())) {
            lines.logger().info("taken off the queue");
            lines.writing.await();
            for (int i = 0; i < TOO_MANY; i++) {
                lines.logger().info("chatter");
            }
            lines.logger().warn("that matters");
            lines.mayWrite.countDown();

            List<String> written = lines.all();
            long chatter =
                    written.stream().filter(line -> line.contains("chatter")).count();
            assertThat(chatter).isBetween(1_000L, 4_096L);
            assertThat(written).anyMatch(line -> line.contains("that matters"));
            assertThat(written.get(written.size() - 1)).contains((TOO_MANY - chatter) + " log lines were dropped");
        }
    }

    @Test
    void even_warnings_do_not_wait_when_nothing_fits_any_more() {
        try (WrittenLines lines = new WrittenLines(new TextLines())) {
            for (int i = 0; i < TOO_MANY; i++) {
                lines.logger().warn("trouble");
            }
            lines.mayWrite.countDown();
            assertThat(lines.all()).hasSizeBetween(4_096, TOO_MANY - 1);
        }
    }
}
