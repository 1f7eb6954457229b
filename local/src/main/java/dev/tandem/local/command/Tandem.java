package dev.tandem.local.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Runs the commands of {@code ./tandem}. They exit with 0, with 1 and a sentence, or with 2 and their usage. */
@Command(
        name = "tandem",
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs Tandem on this machine.",
        footer = {
            "%n'./tandem torture --help' tells how to hurt it and see that nothing is lost,",
            "'./tandem bench --help' how to measure how fast it answers."
        },
        subcommands = {
            Up.class,
            Token.class,
            Trace.class,
            Why.class,
            Mail.class,
            Erase.class,
            Down.class,
            Identity.class
        })
public final class Tandem {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    private Tandem() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Tandem()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("tandem: " + sentence(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }
}
