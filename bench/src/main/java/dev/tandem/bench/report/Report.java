package dev.tandem.bench.report;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All measurements of a run, and its conditions.
 *
 * @param command the command, ready to paste
 * @param commit the commit of the code, or {@code unknown}
 * @param conditions what a reader must know, in a sentence or two each
 */
public record Report(
        String command,
        Machine machine,
        Instant date,
        String commit,
        List<String> conditions,
        Duration patience,
        List<Row> rows) {

    public String markdown() {
        return "# Request-driven beside Tandem\n\n```\n" + command + "\n```\n\n"
                + new Table(patience).of(rows)
                + "\n![99th percentiles](chart.svg)\n\n"
                + "On " + machine.describe() + "; commit " + commit + "; " + date.truncatedTo(ChronoUnit.SECONDS)
                + ".\n\n"
                + conditions.stream().map(each -> "- " + each + "\n").collect(Collectors.joining());
    }

    public String chart() {
        return new Chart(patience).of(rows);
    }

    /** A line for the run, then one for each row. */
    public String jsonLines() {
        JsonObject run = new JsonObject()
                .put("command", command)
                .put("machine", JsonObject.mapFrom(machine))
                .put("date", date.toString())
                .put("commit", commit);
        return run.encode() + "\n"
                + rows.stream().map(row -> row.toJson().encode() + "\n").collect(Collectors.joining());
    }
}
