package dev.tandem.acceptance.torture.load;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls the gateway as its users do. A missing answer has the status 0. */
public final class Api {

    /** More than the gateway gives itself for a request. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Comments come every fifteen seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(35);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI gateway;
    private final UnaryOperator<String> issuer;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /** @param issuer gives a user's token */
    public Api(URI gateway, UnaryOperator<String> issuer) {
        this.gateway = gateway;
        this.issuer = issuer;
    }

    public Answer get(String user, String path) {
        return send(request(user, path).GET());
    }

    public Answer post(String user, String path, String key, JsonObject body) {
        return send(request(user, path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body.encode())));
    }

    public Answer put(String user, String path, JsonObject body) {
        return send(request(user, path).PUT(BodyPublishers.ofString(body.encode())));
    }

    public Answer patch(String user, String path, String key, JsonObject body) {
        return send(request(user, path)
                .header("Idempotency-Key", key)
                .method("PATCH", BodyPublishers.ofString(body.encode())));
    }

    public Answer delete(String user, String path) {
        return send(request(user, path).DELETE());
    }

    /**
     * That member of all items of a list, page by page; items without it are passed over.
     *
     * @param list with its query, which may be empty
     * @return null when a page was not answered
     */
    public @Nullable List<String> ids(String user, String list, String member) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Answer page = get(user, list + "&limit=100" + cursor);
            if (page.status() != 200) {
                return null;
            }
            for (Object item : page.body().getJsonArray("items")) {
                String id = ((JsonObject) item).getString(member);
                if (id != null) {
                    ids.add(id);
                }
            }
            String next = page.body().getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return ids;
    }

    /**
     * The user's stream of events, to be read; it breaks when nothing comes for longer than a stream may be silent.
     *
     * @param position the last id that was told, or null
     */
    HttpURLConnection stream(String user, @Nullable String position) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) gateway.resolve("/v1/stream").toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) SILENCE.toMillis());
        connection.setRequestProperty("Authorization", "Bearer " + tokens.computeIfAbsent(user, issuer));
        if (position != null) {
            connection.setRequestProperty("Last-Event-ID", position);
        }
        return connection;
    }

    private HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + tokens.computeIfAbsent(user, issuer));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String body = response.body();
            return new Answer(response.statusCode(), body.startsWith("{") ? new JsonObject(body) : new JsonObject());
        } catch (IOException none) {
            return new Answer(0, new JsonObject());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param body empty when there is none, or none in JSON */
    public record Answer(int status, JsonObject body) {

        /** Whether the same request, sent again, may fare better: nothing is known, or the system cannot now. */
        public boolean unsettled() {
            return status == 0 || status == 408 || status == 429 || status >= 500;
        }

        @Override
        public String toString() {
            return status + " " + body.encode();
        }
    }
}
