package dev.tandem.kit.testing;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks a service on this machine, in the name of any user. */
public final class ApiClient {

    private final HttpClient client = HttpClient.newHttpClient();
    private final TokenIssuer issuer;
    private final int port;

    public ApiClient(int port, TokenIssuer issuer) {
        this.port = port;
        this.issuer = issuer;
    }

    /** A GET in the user's name, or in nobody's. */
    public Answer get(@Nullable String user, String path) {
        return send(request(user, path).GET());
    }

    /** The body of an answer, read as it comes. */
    public InputStream stream(@Nullable String user, String path) {
        return client.sendAsync(request(user, path).GET().build(), BodyHandlers.ofInputStream())
                .join()
                .body();
    }

    /** A request with a token of the user and the correlation id {@code correlation-of-user}; null has neither. */
    public HttpRequest.Builder request(@Nullable String user, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return user == null
                ? request
                : request.header("Authorization", "Bearer " + issuer.tokenOf(user))
                        .header("X-Correlation-Id", "correlation-of-" + user);
    }

    /** A request with the token of an operator. */
    public HttpRequest.Builder operating(String operator, String path) {
        return request(null, path).header("Authorization", "Bearer " + issuer.tokenOfOperator(operator));
    }

    public Answer send(HttpRequest.Builder request) {
        return sending(request).join();
    }

    public CompletableFuture<Answer> sending(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::new);
    }
}
