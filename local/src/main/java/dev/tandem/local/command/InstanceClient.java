package dev.tandem.local.command;

import dev.tandem.local.explanation.Explained;
import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the instance on a port of this machine. An answer of 400 or above becomes a {@link Refusal} in the
 * instance's words; so does silence for 15 s.
 */
final class InstanceClient {

    private static final int PATIENCE_MILLIS = 15_000;

    private final int port;
    private final @Nullable String token;

    private InstanceClient(int port, @Nullable String token) {
        this.port = port;
        this.token = token;
    }

    /** A client without a token. */
    static InstanceClient anonymous(int port) {
        return new InstanceClient(port, null);
    }

    /** A client with an operator's token, signed with the instance's own key. */
    static InstanceClient asOperator(int port) {
        Instance instance = Running.onPort(port);
        Tokens tokens = new Tokens(SigningKey.readFrom(DataDirectory.signingKey(instance.data())));
        return new InstanceClient(port, tokens.issue("operator", true));
    }

    String get(URI address) {
        return ask(address, null);
    }

    String post(URI address, JsonObject body) {
        return ask(address, body);
    }

    private String ask(URI address, @Nullable JsonObject body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream sent = connection.getOutputStream()) {
                    sent.write(body.encode().getBytes(StandardCharsets.UTF_8));
                }
            }
            return answer(connection);
        } catch (IOException e) {
            throw new Refusal("The instance on port " + port + " did not tell: " + e.getMessage() + ".");
        }
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        boolean refused = status >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream answer = refused ? connection.getErrorStream() : connection.getInputStream()) {
            String text = answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            if (refused) {
                throw new Refusal(text.isEmpty() ? "The instance answered " + status + "." : Explained.detail(text));
            }
            return text;
        }
    }
}
