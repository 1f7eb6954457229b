package dev.tandem.analytics.report;

import java.util.List;
import java.util.stream.Stream;

/** A number of a report, with the kinds of facts behind it. Throughput counts only those completions that still hold. */
enum Measure {
    created("task.created", "project.structured"),
    completed("task.completed"),
    reopened("task.reopened"),
    throughput("task.completed"),
    /** Whatever somebody did. */
    activity();

    private final String[] types;

    Measure(String... types) {
        this.types = types;
    }

    /** Empty for all facts that have an actor. */
    String[] types() {
        return types.clone();
    }

    static List<String> names() {
        return Stream.of(values()).map(Measure::name).toList();
    }
}
