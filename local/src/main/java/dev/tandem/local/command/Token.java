package dev.tandem.local.command;

import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a token that a running instance accepts, alone on its line. */
@Command(
        name = "token",
        description =
                "Print a token, good for eight hours, signed with the key of a running instance or of a directory.")
final class Token implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8080;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "USER",
            description = "Any user; alice, bob, carol and dave are in the demo workspace.")
    private String user = "";

    @Option(names = "--ops", description = "Let the token open /v1/admin.")
    private boolean ops;

    @ArgGroup
    private Origin origin = new Origin();

    /** The instance or directory whose key signs. */
    private static final class Origin {

        @Option(
                names = "--port",
                paramLabel = "PORT",
                converter = Port.class,
                description = "The instance's port (" + DEFAULT_PORT + ").")
        private @Nullable Integer port;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The directory of the key, whether or not anything runs there ($TANDEM_DATA if set).")
        private @Nullable Path data;

        private Path directory() {
            Path directory = data == null && port == null ? Place.givenData() : data;
            return directory == null
                    ? Running.onPort(port == null ? DEFAULT_PORT : port).data()
                    : directory;
        }
    }

    @Override
    public Integer call() {
        if (!Tokens.isUser(user)) {
            throw new ParameterException(
                    spec.commandLine(), "USER is 1 to 64 letters, digits, dots, underscores and hyphens");
        }
        Path directory = origin.directory();
        Path key = DataDirectory.signingKey(directory);
        if (!Files.exists(key)) {
            throw new Refusal("The directory " + directory + " holds no signing key of Tandem.");
        }
        spec.commandLine().getOut().println(new Tokens(SigningKey.readFrom(key)).issue(user, ops));
        return 0;
    }
}
