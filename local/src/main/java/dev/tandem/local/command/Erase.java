package dev.tandem.local.command;

import dev.tandem.local.explanation.ErasureReport;
import dev.tandem.local.explanation.Explained;
import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a person erased, and prints what was changed where and what remains. */
@Command(
        name = "erase",
        description = "Erase a person from all that is kept, for good, and print what was changed and what remains.",
        footer = {
            "",
            "Elsewhere ask over HTTP, as an operator: POST /v1/admin/erasures with {\"userId\": USER}.",
            "Nobody can use the user id again. Asked again, it is done again, as after a backup was restored."
        })
final class Erase implements Callable<Integer> {

    private static final int PATIENCE_MILLIS = 15_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "USER", description = "The user id.")
    private String user = "";

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
        ErasureReport report =
                new ErasureReport(ask(api.resolve("/v1/admin/erasures"), token, new JsonObject().put("userId", user)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!report.done() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            report = new ErasureReport(ask(api.resolve(report.address()), token, null));
        }
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        if (!report.done()) {
            throw new Refusal("It goes on; look at " + api.resolve(report.address()) + ".");
        }
        return 0;
    }

    private String ask(URI address, String token, @Nullable JsonObject body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream sent = connection.getOutputStream()) {
                    sent.write(body.encode().getBytes(StandardCharsets.UTF_8));
                }
            }
            int status = connection.getResponseCode();
            try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = answer == null ? "{}" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                if (status >= 400) {
                    throw new Refusal(Explained.detail(text));
                }
                return text;
            }
        } catch (IOException e) {
            throw new Refusal("The instance on port " + port + " did not answer: " + e.getMessage() + ".");
        }
    }
}
