package dev.tandem.local.command;

import dev.tandem.local.trace.RecentSpans;
import dev.tandem.local.trace.Recording;
import dev.tandem.local.trace.TraceReport;
import java.io.PrintWriter;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the traces that the running instance recorded for an operation. */
@Command(
        name = "trace",
        description = "Print what became of an operation, through all services, as a tree with times.",
        footer = {
            "",
            "The columns: span, service, offset from the start of its trace, duration, and what else is known.",
            "The instance remembers its last traces, each as a whole, in " + RecentSpans.KEPT_MEGABYTES
                    + " MB; with OTEL_SDK_DISABLED=true it records none."
        })
final class Trace implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "OPERATION_ID",
            converter = OperationId.class,
            description = "The id in the answer to a request, or the path in its Location.")
    private UUID operation = new UUID(0, 0);

    @Mixin
    private InstanceOption instance = new InstanceOption();

    @Option(names = "--all", description = "Show each SQL statement and each HTTP call too.")
    private boolean all;

    @Override
    public Integer call() {
        int port = instance.port();
        URI traces = Running.onPort(port).traces();
        if (traces == null) {
            throw new Refusal("The instance on port " + port + " is of an older build and tells of no traces.");
        }
        Recording recording = Recording.parse(InstanceClient.anonymous(port).get(traces.resolve(operation.toString())));
        if (!recording.on()) {
            throw new Refusal("The instance on port " + port
                    + " records no traces, since OTEL_SDK_DISABLED is true in its environment.");
        }
        if (recording.isEmpty()) {
            throw new Refusal("The instance on port " + port + " knows nothing of operation " + operation
                    + ": it is another instance's, or from before a restart, or older than the traces that fit into "
                    + RecentSpans.KEPT_MEGABYTES + " MB.");
        }
        PrintWriter out = spec.commandLine().getOut();
        new TraceReport(operation.toString(), recording, all).lines().forEach(out::println);
        out.flush();
        return 0;
    }
}
