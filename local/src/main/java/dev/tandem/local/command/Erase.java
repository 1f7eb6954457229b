package dev.tandem.local.command;

import dev.tandem.local.explanation.ErasureReport;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Erases a person and prints what was changed where, and what remains. */
@Command(
        name = "erase",
        description = "Erase a person from all that is kept, for good, and print what was changed and what remains.",
        footer = {
            "",
            "Elsewhere ask over HTTP, as an operator: POST /v1/admin/erasures with {\"userId\": USER}.",
            "Nobody can use the user id again. Safe to repeat, for example after restoring a backup."
        })
final class Erase implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "USER", description = "The user id.")
    private String user = "";

    @Mixin
    private InstanceOption instance = new InstanceOption();

    @Option(names = "--yes", description = "Confirm that the person is to be erased, which cannot be undone.")
    private boolean yes;

    @Override
    public Integer call() {
        if (!yes) {
            throw new Refusal(user + " would be erased for good. If that is meant, say it again with --yes.");
        }
        URI api = instance.api();
        InstanceClient client = InstanceClient.asOperator(instance.port());
        ErasureReport report =
                new ErasureReport(client.post(api.resolve("/v1/admin/erasures"), new JsonObject().put("userId", user)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!report.done() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            report = new ErasureReport(client.get(api.resolve(report.address())));
        }
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        if (!report.done()) {
            throw new Refusal("It goes on; look at " + api.resolve(report.address()) + ".");
        }
        return 0;
    }
}
