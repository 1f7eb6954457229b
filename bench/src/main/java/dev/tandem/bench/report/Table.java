package dev.tandem.bench.report;

import dev.tandem.bench.load.Latency;
import dev.tandem.bench.load.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the rows as a table in Markdown, padded so that it is readable in a terminal too. */
public final class Table {

    private static final List<String> HEAD = List.of(
            "load",
            "system",
            "answered/s",
            "p50",
            "p99",
            "longest",
            "done p50",
            "done p99",
            "asked",
            "refused",
            "timed out",
            "failed");
    private static final int TEXTS = 2;

    private final Times times;

    /** @param patience how long a request may take before it counts as timed out */
    public Table(Duration patience) {
        this.times = new Times(patience);
    }

    /** Rows of one load must follow one another. */
    public String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row)));
        List<Integer> widths = widths(lines);
        StringBuilder text = new StringBuilder(line(HEAD, widths)).append(rule(widths));
        lines.subList(1, lines.size()).forEach(cells -> text.append(line(cells, widths)));
        return text.toString();
    }

    /** Describes one row in one line, for progress. */
    public String sentence(Row row) {
        Measurement measured = row.measurement();
        StringBuilder words =
                new StringBuilder(String.format(Locale.ROOT, "%,.1f answered a second", measured.perSecond()));
        if (measured.answersMs().count() > 0) {
            words.append(", p50 ").append(times.text(measured.answersMs().p50()));
            words.append(", p99 ").append(times.text(measured.answersMs().p99()));
        }
        append(words, measured.refused(), "refused");
        append(words, measured.timedOut(), "timed out");
        append(words, measured.failed(), "failed (" + measured.firstFailure() + ")");
        append(words, measured.unfinished(), "not done in time");
        return words.toString();
    }

    private static void append(StringBuilder words, long count, String what) {
        if (count > 0) {
            words.append(String.format(Locale.ROOT, ", %,d ", count)).append(what);
        }
    }

    private List<String> cells(Row row) {
        Measurement measured = row.measurement();
        Latency answers = measured.answersMs();
        return List.of(
                row.arrivals().describe(),
                row.side().label(),
                String.format(Locale.ROOT, "%,.1f", measured.perSecond()),
                time(answers, answers.p50()),
                time(answers, answers.p99()),
                time(answers, answers.max()),
                time(measured.doneMs(), measured.doneMs().p50()),
                time(measured.doneMs(), measured.doneMs().p99()),
                whole(measured.asked()),
                whole(measured.refused()),
                whole(measured.timedOut()),
                whole(measured.failed()));
    }

    private String time(Latency of, double millis) {
        return of.count() == 0 ? "–" : times.text(millis);
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static List<Integer> widths(List<List<String>> lines) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEAD.size(); column++) {
            int at = column;
            widths.add(lines.stream()
                    .mapToInt(cells -> cells.get(at).length())
                    .max()
                    .orElseThrow());
        }
        return widths;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            String space = " ".repeat(widths.get(column) - cells.get(column).length());
            padded.add(column < TEXTS ? cells.get(column) + space : space + cells.get(column));
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String rule(List<Integer> widths) {
        List<String> dashes = new ArrayList<>();
        for (int column = 0; column < widths.size(); column++) {
            dashes.add("-".repeat(widths.get(column) + 1) + (column < TEXTS ? "-" : ":"));
        }
        return dashes.stream().collect(Collectors.joining("|", "|", "|\n"));
    }
}
