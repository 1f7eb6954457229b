package dev.tandem.bench.report;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.load.Latency;
import dev.tandem.bench.load.Measurement;
import java.time.Duration;
import java.util.List;

/** Rows that a run might have measured. */
final class Rows {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration THINK = Duration.ofSeconds(5);

    private Rows() {}

    static List<Row> some() {
        return List.of(
                row(50, Side.REQUEST_DRIVEN, new Latency(103, 812, 840, 871.4, 902), Latency.NONE, 0, 0),
                row(50, Side.TANDEM, new Latency(120, 4.21, 6, 13.9, 21), new Latency(110, 19, 30, 44, 51), 0, 0),
                row(
                        2_000,
                        Side.REQUEST_DRIVEN,
                        new Latency(1_200, 30_000, 30_000, 30_015, 30_015),
                        Latency.NONE,
                        0,
                        1_200),
                row(
                        2_000,
                        Side.TANDEM,
                        new Latency(4_700, 61, 140, 1_042, 1_310),
                        new Latency(118, 90, 200, 400, 480),
                        12,
                        0));
    }

    static List<MailRow> besideMail() {
        Latency quick = new Latency(600, 4.2, 8, 13.9, 21);
        return List.of(
                new MailRow("no mail", new Arrivals.Rate(50), measured(quick, quick, 0, 0), 0, 0, Duration.ZERO),
                new MailRow(
                        "slow",
                        new Arrivals.Rate(50),
                        measured(quick, quick, 0, 0),
                        2_550,
                        80,
                        Duration.ofMillis(12_345)));
    }

    private static Row row(int users, Side side, Latency answers, Latency done, long refused, long timedOut) {
        return new Row(new Arrivals.Users(users, THINK), side, measured(answers, done, refused, timedOut));
    }

    private static Measurement measured(Latency answers, Latency done, long refused, long timedOut) {
        return new Measurement(
                (answers.count() - timedOut) / 12.0,
                answers,
                done,
                0,
                answers.count() + refused,
                answers.count() - timedOut,
                refused,
                timedOut,
                0,
                "");
    }
}
