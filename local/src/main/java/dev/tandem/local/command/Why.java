package dev.tandem.local.command;

import dev.tandem.local.explanation.Explained;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what happened to any resource with an id, why, and the command that repairs it. */
@Command(
        name = "why",
        description =
                "Print what became of something, why, and what to do about it, by any id that a customer can quote.",
        footer = {
            "",
            "Elsewhere ask over HTTP, as an operator: GET /v1/admin/why/ID.",
            "Of requests that were refused the instance remembers the last few thousand; its log knows more."
        })
final class Why implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            converter = AnyId.class,
            description =
                    "A correlation id, or the id of an operation, project, task, notification, dead letter, …, or a path"
                            + " that ends in one.")
    private String id = "";

    @Mixin
    private InstanceOption instance = new InstanceOption();

    @Override
    public Integer call() {
        URI api = instance.api();
        String findings = InstanceClient.asOperator(instance.port()).get(api.resolve("/v1/admin/why/" + id));
        PrintWriter out = spec.commandLine().getOut();
        new Explained(findings, Place.command(), api).lines().forEach(out::println);
        out.flush();
        return 0;
    }
}
