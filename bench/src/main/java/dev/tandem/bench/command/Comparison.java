package dev.tandem.bench.command;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.load.Load;
import dev.tandem.bench.load.Measurement;
import dev.tandem.bench.process.Child;
import dev.tandem.bench.report.Row;
import dev.tandem.bench.report.Side;
import dev.tandem.bench.report.Table;
import dev.tandem.bench.requestdriven.SlowMailServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Puts the same loads on each side, one side after the other, so that each has the machine to itself. */
final class Comparison {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Plan plan;
    private final Programs programs;
    private final Opened opened;
    private final Consumer<String> progress;
    private final Table table = new Table(Plan.PATIENCE);

    Comparison(Plan plan, Programs programs, Opened opened, Consumer<String> progress) {
        this.plan = plan;
        this.programs = programs;
        this.opened = opened;
        this.progress = progress;
    }

    /** Returns all rows, grouped by load, after everything that was started has ended. */
    List<Row> run() throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        try (SlowMailServer mail = SlowMailServer.taking(plan.baseline().mail());
                Child load = opened.add(programs.load())) {
            for (Side side : plan.sides()) {
                if (plan.cold()) {
                    for (Arrivals each : plan.loads()) {
                        measure(side, List.of(each), mail, load, rows);
                    }
                } else {
                    measure(side, plan.loads(), mail, load, rows);
                }
            }
        }
        rows.sort(Comparator.comparingInt(row -> plan.loads().indexOf(row.arrivals())));
        return rows;
    }

    private void measure(Side side, List<Arrivals> loads, SlowMailServer mail, Child load, List<Row> rows)
            throws InterruptedException {
        progress.accept("Starting " + side.label() + " …");
        try (Child system = opened.add(programs.system(side, plan.baseline(), mail.port()))) {
            Target target = Target.fromJson(system.next(LONGEST_START));
            if (!plan.cold()) {
                report("warm-up", put(load, side, plan.warmUp(target)));
            }
            for (Arrivals arrivals : loads) {
                Row row = put(load, side, plan.load(arrivals, target));
                report(arrivals.describe(), row);
                rows.add(row);
            }
        }
    }

    private Row put(Child generator, Side side, Load load) throws InterruptedException {
        generator.tell(load.toJson());
        return new Row(load.arrivals(), side, generator.next(plan.longest(load)).mapTo(Measurement.class));
    }

    private void report(String load, Row row) {
        progress.accept("  " + row.side().label() + ", " + load + ": " + table.sentence(row.measurement()));
    }
}
