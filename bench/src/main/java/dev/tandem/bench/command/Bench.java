package dev.tandem.bench.command;

import dev.tandem.bench.report.Machine;
import dev.tandem.bench.report.Report;
import dev.tandem.bench.report.Results;
import dev.tandem.bench.report.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program behind {@code ./tandem bench}. Exits with 0, with 1 and a sentence, or with 2 and its usage. */
@Command(
        name = "tandem bench",
        sortOptions = false,
        description =
                "Measures Tandem beside a system that does everything before it answers, on this machine: both create"
                        + " projects under the same loads. Prints a table; writes it with a chart and the raw results.",
        footer =
                "%nTakes about five minutes unless loads are named. Both systems use private servers on free ports, and"
                        + " nothing is left running. bench/README.md says what the figures mean.")
public final class Bench implements Callable<Integer> {

    private static final String PAGE = "results.md";
    private static final String LINES = "results.jsonl";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Options options = new Options();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results.md, chart.svg, results.jsonl and logs go (target/bench in the repository).")
    private @Nullable Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("tandem: " + sentence(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        long begun = System.nanoTime();
        Plan plan = options.plan();
        Path directory = prepared();
        Opened opened = Opened.untilSignalled();
        try {
            Programs programs = new Programs(definitions(), directory, System.getenv());
            write(options.mail() ? besideMail(plan, programs, opened) : compared(plan, programs, opened), directory);
            progress("Took " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s; written to " + directory);
            return 0;
        } catch (RuntimeException failure) {
            if (opened.isSignalled()) {
                Thread.currentThread().join();
            }
            throw failure;
        } finally {
            opened.isOver();
        }
    }

    Plan plan() {
        return options.plan();
    }

    private Results compared(Plan plan, Programs programs, Opened opened) throws InterruptedException {
        return new Report(
                run(plan.conditions()), Plan.PATIENCE, new Comparison(plan, programs, opened, this::progress).run());
    }

    private Results besideMail(Plan plan, Programs programs, Opened opened) throws InterruptedException {
        return new MailRun(plan, programs, opened, this::progress).report(run(plan.conditionsOfMail()));
    }

    private Run run(List<String> conditions) {
        return new Run(command(), Machine.here(), Instant.now(), Commit.of(home()), conditions);
    }

    private void write(Results results, Path directory) throws IOException {
        Files.writeString(directory.resolve(PAGE), results.markdown());
        Files.writeString(directory.resolve(LINES), results.jsonLines());
        if (!results.chart().isEmpty()) {
            Files.writeString(directory.resolve(Results.CHART), results.chart());
        }
        PrintWriter printed = spec.commandLine().getOut();
        printed.println(results.markdown());
        printed.flush();
    }

    /** The directory for results, cleared of those of an earlier run. */
    private Path prepared() {
        Path directory =
                (out == null ? Path.of(System.getProperty("tandem.bench", "target/bench")) : out).toAbsolutePath();
        try {
            Files.createDirectories(directory);
            for (String file : List.of(PAGE, Results.CHART, LINES)) {
                Files.deleteIfExists(directory.resolve(file));
            }
            Files.deleteIfExists(Files.createTempFile(directory, "writable", null));
            return directory;
        } catch (IOException e) {
            throw new IllegalStateException("The directory " + directory + " cannot be written to.", e);
        }
    }

    private void progress(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    private String command() {
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        return System.getProperty("tandem.command", "./tandem") + " bench"
                + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments));
    }

    private static Path definitions() {
        return Path.of(System.getProperty("tandem.definitions", "infra/rabbitmq-definitions.json"))
                .toAbsolutePath();
    }

    private static Path home() {
        return Path.of(System.getProperty("tandem.home", "."));
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }
}
