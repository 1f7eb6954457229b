package dev.tandem.local.command;

import dev.tandem.local.explanation.Explained;
import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what became of whatever has an id, why, and the command that mends it. */
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

    private static final int PATIENCE_MILLIS = 15_000;

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

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            converter = Port.class,
            description = "The instance's port (${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() {
        Instance instance = Running.onPort(port);
        String token =
                new Tokens(SigningKey.readFrom(DataDirectory.signingKey(instance.data()))).issue("operator", true);
        URI api = URI.create("http://localhost:" + port);
        PrintWriter out = spec.commandLine().getOut();
        new Explained(ask(api.resolve("/v1/admin/why/" + id), token), Place.command(), api)
                .lines()
                .forEach(out::println);
        out.flush();
        return 0;
    }

    private String ask(URI address, String token) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = body == null ? "{}" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                if (status >= 400) {
                    throw new Refusal(id + ": " + Explained.detail(text));
                }
                return text;
            }
        } catch (IOException e) {
            throw new Refusal("The instance on port " + port + " did not tell: " + e.getMessage() + ".");
        }
    }
}
