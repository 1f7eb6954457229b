package dev.tandem.bench.command;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.load.Load;
import dev.tandem.bench.load.Measurement;
import dev.tandem.bench.mail.Entered;
import dev.tandem.bench.mail.MailServer;
import dev.tandem.bench.mail.Pace;
import dev.tandem.bench.mail.Reckoning;
import dev.tandem.bench.process.Child;
import dev.tandem.bench.report.MailReport;
import dev.tandem.bench.report.MailRow;
import dev.tandem.bench.report.Run;
import dev.tandem.bench.report.Table;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts each load on one Tandem: without mail, beside mail servers of every pace, and without mail again. The first and the
 * last measurement show what changes by itself.
 */
final class MailRun {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    /** More than the pauses after the first two attempts. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Plan plan;
    private final Programs programs;
    private final Opened opened;
    private final Consumer<String> progress;
    private final Table table = new Table(Plan.PATIENCE);
    private final List<MailRow> rows = new ArrayList<>();

    MailRun(Plan plan, Programs programs, Opened opened, Consumer<String> progress) {
        this.plan = plan;
        this.programs = programs;
        this.opened = opened;
        this.progress = progress;
    }

    /** Returns after everything that was started has ended. */
    MailReport report(Run run) throws InterruptedException {
        progress.accept("Starting tandem …");
        try (MailServer server = MailServer.start();
                Child load = opened.add(programs.load());
                Child tandem = opened.add(programs.mailingTandem(server.uri()))) {
            JsonObject ready = tandem.next(LONGEST_START);
            Target quiet = Target.fromJson(ready);
            Target mailed = Target.mailed(ready);
            try (Entered entered =
                    Entered.in(URI.create(ready.getString("projects")), URI.create(ready.getString("notifier")))) {
                TestBed bed = new TestBed(load, server, entered);
                bed.put("warm-up", plan.warmUp(quiet));
                bed.put("warm-up with mail", plan.load(plan.loads().get(0), mailed));
                bed.settle();
                for (Arrivals arrivals : plan.loads()) {
                    bed.measure("no mail", Pace.QUICK, arrivals, quiet);
                    bed.measure("quick", Pace.QUICK, arrivals, mailed);
                    bed.measure("slow", Pace.SLOW, arrivals, mailed);
                    bed.measure("hanging", Pace.HANGING, arrivals, mailed);
                    bed.measure("no mail again", Pace.QUICK, arrivals, quiet);
                }
                return new MailReport(run, Plan.PATIENCE, rows, Reckoning.of(entered, server.arrivals()));
            }
        }
    }

    /** The system under load, and the places where its mails are counted. */
    private final class TestBed {

        private final Child generator;
        private final MailServer server;
        private final Entered entered;

        TestBed(Child generator, MailServer server, Entered entered) {
            this.generator = generator;
            this.server = server;
            this.entered = entered;
        }

        void measure(String name, Pace pace, Arrivals arrivals, Target target) throws InterruptedException {
            long enteredBefore = entered.state().entered();
            long sentBefore = server.number();
            server.be(pace);
            Measurement measurement = put(name + ", " + arrivals.describe(), plan.load(arrivals, target));
            long sent = server.number() - sentBefore;
            server.be(Pace.QUICK);
            Duration rest = settle();
            rows.add(new MailRow(name, arrivals, measurement, entered.state().entered() - enteredBefore, sent, rest));
        }

        Measurement put(String name, Load load) throws InterruptedException {
            generator.tell(load.toJson());
            Measurement measurement = generator.next(plan.longest(load)).mapTo(Measurement.class);
            progress.accept("  " + name + ": " + table.sentence(measurement));
            return measurement;
        }

        /** Waits until no mail waits any more, at most ten minutes; returns how long that took. */
        Duration settle() throws InterruptedException {
            long begun = System.nanoTime();
            while (!entered.state().isOver() && System.nanoTime() - begun < LONGEST_REST.toNanos()) {
                Thread.sleep(GLANCE.toMillis());
            }
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }
}
