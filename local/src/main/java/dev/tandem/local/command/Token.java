package dev.tandem.local.command;

import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import dev.tandem.local.instance.StateFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a token that a running instance accepts, alone on its line. */
@Command(name = "token", description = "Print a token, good for eight hours, that the instance on a port accepts.")
final class Token implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "USER",
            description = "Any user; alice, bob, carol and dave are in the demo workspace.")
    private String user = "";

    @Option(names = "--ops", description = "Let the token open /v1/admin.")
    private boolean ops;

    @Option(names = "--port", defaultValue = "8080", description = "The instance's port (${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() {
        if (!Tokens.isUser(user)) {
            throw new ParameterException(
                    spec.commandLine(), "USER is 1 to 64 letters, digits, dots, underscores and hyphens");
        }
        Instance instance = StateFiles.of(System.getenv())
                .onPort(port)
                .orElseThrow(() -> new Refusal("No instance runs on port " + port + "; start one with "
                        + Place.command() + " up --port " + port));
        SigningKey key = SigningKey.readFrom(DataDirectory.signingKey(instance.data()));
        spec.commandLine().getOut().println(new Tokens(key).issue(user, ops));
        return 0;
    }
}
