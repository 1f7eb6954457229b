package dev.tandem.bench.report;

import dev.tandem.bench.load.Latency;
import dev.tandem.bench.load.Measurement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints the rows as a table in Markdown, padded so that it is readable in a terminal too. */
public final class Table {

    /** Heads of the columns that show a measurement. */
    static final List<String> FIGURES = List.of(
            "answered/s", "p50", "p99", "longest", "done p50", "done p99", "asked", "refused", "timed out", "failed");

    private final Times times;

    /** @param patience how long a request may take before it counts as timed out */
    public Table(Duration patience) {
        this.times = new Times(patience);
    }

    /** Rows of one load must follow one another. */
    public String of(List<Row> rows) {
        return new Grid(Grid.joined(List.of("load", "system"), FIGURES), 2)
                .of(rows.stream()
                        .map(row -> Grid.joined(
                                List.of(row.arrivals().describe(), row.side().label()), figures(row.measurement())))
                        .toList());
    }

    /** Describes a measurement in one line, for progress. */
    public String sentence(Measurement measured) {
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

    /** A cell for each of {@link #FIGURES}. */
    List<String> figures(Measurement measured) {
        Latency answers = measured.answersMs();
        return List.of(
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

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
