package dev.tandem.bench.report;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** All measurements of a comparison of both systems. */
public record Report(Run run, Duration patience, List<Row> rows) implements Results {

    @Override
    public String markdown() {
        return run.page(
                "Request-driven beside Tandem",
                new Table(patience).of(rows) + "\n![99th percentiles](" + CHART + ")\n");
    }

    @Override
    public String chart() {
        return new Chart(patience).of(rows);
    }

    /** A line for the run, then one for each row. */
    @Override
    public String jsonLines() {
        return run.toJson().encode() + "\n"
                + rows.stream().map(row -> row.toJson().encode() + "\n").collect(Collectors.joining());
    }
}
