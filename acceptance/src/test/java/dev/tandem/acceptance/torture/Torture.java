package dev.tandem.acceptance.torture;

import dev.tandem.acceptance.torture.check.Violation;
import dev.tandem.acceptance.torture.fault.Fault;
import dev.tandem.acceptance.torture.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The program behind {@code ./tandem torture}. Exits with 0, with 1 if a promise was broken, or with 2 if no fault matches
 * or the usage is wrong.
 */
@Command(
        name = "tandem torture",
        description =
                "Runs two processes of every service, puts load on them, hurts them, and checks that"
                        + " nothing was lost and nothing happened twice. The same seed gives the same faults at the same moments.",
        footer = "%nThe report is written to acceptance/target/torture/report.md, beside the output of the processes.")
final class Torture implements Callable<Integer> {

    private static final Duration SCENARIO = Duration.ofSeconds(20);

    @Option(names = "--minutes", defaultValue = "20", description = "Begin scenarios for so long. Default: 20.")
    int minutes;

    @Option(names = "--seed", defaultValue = "1", description = "Where the dice begin. Default: 1.")
    long seed;

    @Option(
            names = "--only",
            paramLabel = "FAULT",
            description = "Draw only faults whose name begins so; repeat for several. --list names them.")
    @Nullable
    List<String> only;

    @Option(
            names = "--keep",
            description =
                    "Keep the data of PostgreSQL and RabbitMQ, in acceptance/target/torture/data; no disk is filled then.")
    boolean keep;

    @Option(names = "--list", description = "Name the faults, and do nothing.")
    boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private Torture() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Torture()).execute(args));
    }

    @Override
    public Integer call() {
        List<Fault> choices = Faults.all().stream()
                .filter(fault -> !keep || !fault.name().startsWith("full-disk"))
                .filter(fault -> only == null || only.stream().anyMatch(fault.name()::startsWith))
                .toList();
        Faults.missing().forEach(missing -> System.err.println("Not possible here: " + missing));
        if (list || choices.isEmpty()) {
            System.out.println(Faults.all().stream().map(Fault::name).collect(Collectors.joining("\n")));
            return list ? 0 : 2;
        }
        Path directory = Path.of(System.getProperty("tandem.torture")).toAbsolutePath();
        Path definitions = Path.of(System.getProperty("tandem.definitions"));
        Report report = new Report(seed);
        System.out.println("Starting PostgreSQL, RabbitMQ and the services; their output goes to " + directory);
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        try (ScenarioRunner runner =
                ScenarioRunner.start(directory, definitions, keep ? directory.resolve("data") : null)) {
            for (int i = 1; System.nanoTime() < end; i++) {
                String name = String.format(Locale.ROOT, "s%03d", i);
                Result result = runner.run(name, Schedule.drawn(seed, i, choices), SCENARIO);
                System.out.println(result);
                result.violations().stream().limit(20).forEach(each -> System.out.println("    " + each));
                report.add(result);
            }
            List<Violation> late = new ArrayList<>(runner.unsent());
            late.addAll(runner.again());
            late.forEach(each -> System.out.println("at the end: " + each));
            report.atTheEnd(late);
            report.mails(runner.mailsReceived(), runner.mailsRepeated());
        }
        report.write(directory.resolve("report.md"));
        System.out.println(report.text());
        return report.clean() ? 0 : 1;
    }
}
