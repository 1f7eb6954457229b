package dev.tandem.messaging.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TopWorkspacesTest {

    private static final long MINUTES = 60_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TopWorkspaces top = new TopWorkspaces(registry, "top", "", Tags.empty());

    @Test
    void shows_the_five_with_the_most() {
        for (int workspace = 1; workspace <= 9; workspace++) {
            count("w" + workspace, workspace);
        }
        top.show(0);
        assertThat(shown()).isEqualTo(Map.of("w9", 9.0, "w8", 8.0, "w7", 7.0, "w6", 6.0, "w5", 5.0));
    }

    @Test
    void finds_the_heavy_one_among_ten_thousand_others_with_a_hundred_counters() {
        for (int i = 0; i < 10_000; i++) {
            top.count("light" + i);
            if (i % 20 == 0) {
                top.count("heavy");
            }
        }
        assertThat(top.top().get(0).getKey()).isEqualTo("heavy");
        assertThat(top.top().get(0).getValue()).isBetween(500L, 500L + 10_500 / TopWorkspaces.COUNTERS);
    }

    @Test
    void forgets_after_ten_minutes_at_most_and_not_before_five() {
        top.show(0);
        count("old", 3);
        top.show(6 * MINUTES);
        assertThat(shown()).containsEntry("old", 3.0);
        top.show(10 * MINUTES);
        assertThat(shown()).isEmpty();
    }

    private void count(String workspace, int times) {
        IntStream.range(0, times).forEach(i -> top.count(workspace));
    }

    private Map<String, Double> shown() {
        return registry.find("top").gauges().stream()
                .collect(Collectors.toMap(gauge -> gauge.getId().getTag("workspace"), Gauge::value));
    }
}
