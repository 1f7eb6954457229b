package dev.tandem.messaging.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranks the workspaces with the most occurrences in the last five to ten minutes, with a fixed number of counters, so
 * that neither memory nor the number of time series grows with tenants. A count may be wrong by about the smallest of
 * the counters: too high, or, if the workspace lost its counter in one half of that time, too low. Thread-safe.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-30570-5_27">Metwally, Agrawal, El Abbadi: Efficient Computation of
 *     Frequent and Top-k Elements in Data Streams (2005), the Space-Saving algorithm</a>
 */
final class TopWorkspaces {

    static final int SHOWN = 5;
    static final int COUNTERS = 100;
    private static final long GENERATION_MS = 5 * 60_000;

    private final MultiGauge gauge;
    private Map<String, Long> current = new HashMap<>();
    private Map<String, Long> previous = Map.of();
    private long generation;

    TopWorkspaces(MeterRegistry registry, String name, String description, Tags tags) {
        this.gauge =
                MultiGauge.builder(name).description(description).tags(tags).register(registry);
    }

    synchronized void count(String workspace) {
        Long known = current.get(workspace);
        if (known != null) {
            current.put(workspace, known + 1);
        } else if (current.size() < COUNTERS) {
            current.put(workspace, 1L);
        } else {
            var smallest = current.entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .orElseThrow();
            current.remove(smallest.getKey());
            current.put(workspace, smallest.getValue() + 1);
        }
    }

    /** Publishes the present ranking. Must be called every few seconds. */
    synchronized void show(long nowMillis) {
        if (nowMillis / GENERATION_MS != generation) {
            generation = nowMillis / GENERATION_MS;
            previous = current;
            current = new HashMap<>();
        }
        gauge.register(
                top().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of("workspace", entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    synchronized List<Map.Entry<String, Long>> top() {
        Map<String, Long> sums = new HashMap<>(previous);
        current.forEach((workspace, count) -> sums.merge(workspace, count, Long::sum));
        return sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .toList();
    }
}
