package dev.tandem.local.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Calls the gateway on behalf of one user. */
final class PublicApi {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** An answer with its body, which is empty unless it is JSON. */
    record Answer(int status, JsonObject body) {

        Answer expect(int expected) {
            if (status != expected) {
                throw new DemoFailed("it answered " + status + " " + body.getString("detail", ""));
            }
            return this;
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI base;
    private final String token;

    PublicApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, JsonObject body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        headers.forEach(request::header);
        return send(request);
    }

    Answer put(String path, JsonObject body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json = response.body().startsWith("{");
            return new Answer(response.statusCode(), json ? new JsonObject(response.body()) : new JsonObject());
        } catch (IOException e) {
            throw new DemoFailed("it did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }
}
