package dev.tandem.local.command;

import dev.tandem.local.http.JsonServer;
import dev.tandem.local.identity.PublishedKeys;
import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs only the token issuer, for services outside this JVM. */
@Command(
        name = "identity",
        description = "Serve the public key of a token issuer that asks for no password; for development only.",
        footer = {
            "",
            "Never use it where strangers can reach it. Services accept its tokens with",
            "  AUTH_ISSUER=" + Tokens.ISSUER,
            "  AUTH_AUDIENCE=" + Tokens.AUDIENCE,
            "  AUTH_JWKS_URI=http://HOST:PORT" + PublishedKeys.PATH,
            "and \"tandem token USER --data DIR\" issues them."
        })
final class Identity implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            defaultValue = "8090",
            paramLabel = "PORT",
            converter = Port.class,
            description = "The port, on every interface (${DEFAULT-VALUE}), 0 for any.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the signing key is kept ($TANDEM_DATA, else .tandem in the repository).")
    private @Nullable Path data;

    @Override
    public Integer call() throws InterruptedException {
        Logs.warningsOnly();
        UntilSignalled run = UntilSignalled.begin();
        try {
            DataDirectory directory = DataDirectory.open(data == null ? Place.defaultData() : data);
            run.closes(directory);
            JsonServer server = listen();
            run.closes(server);
            PublishedKeys.serve(SigningKey.keptIn(directory.signingKey()), server);
            directory.occupy(Instance.here(server.port(), directory.path()));
            run.closes(directory::vacate);
            announce(server.port());
            return run.await();
        } catch (RuntimeException failure) {
            return run.failed(failure);
        }
    }

    private JsonServer listen() {
        try {
            return JsonServer.onAllInterfaces(port);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof BindException
                    ? new Refusal("Port " + port + " is in use by another process; choose one with --port.")
                    : e;
        }
    }

    private void announce(int actualPort) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("tandem identity is ready at http://localhost:" + actualPort + PublishedKeys.PATH);
        out.flush();
    }
}
