package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.acceptance.contract.ResponseCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** A user with a client that fails the test for any answer that violates the contract. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    final String user;
    private final String token;

    private Client(String user, boolean ops) {
        this.user = user;
        this.token = TheSystem.get().token(user, ops);
    }

    static Client of(String user) {
        return new Client(user, false);
    }

    static Client operator(String user) {
        return new Client(user, true);
    }

    /** Someone whom no other test knows. */
    static Client stranger(String name) {
        return of(name + "-" + UUID.randomUUID());
    }

    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + token);
    }

    static HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(TheSystem.get().baseUri().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return ResponseCheck.checked(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(ResponseCheck::checked);
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String method, String body) {
        return request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, JsonObject body) {
        return send(json(request(path), "POST", body.encode()));
    }

    /** Under a key, for a request that may be sent again. */
    HttpResponse<String> post(String path, JsonObject body, String key) {
        return send(json(request(path).header("Idempotency-Key", key), "POST", body.encode()));
    }

    HttpResponse<String> put(String path, JsonObject body) {
        return send(json(request(path), "PUT", body.encode()));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    JsonArray items(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonArray("items");
    }

    /** Asks for a workspace, waits until it is there, and answers its id. */
    String workspace(String name) {
        HttpResponse<String> answer = post("/v1/workspaces", new JsonObject().put("name", name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(outcome(answer).getString("status")).isEqualTo("succeeded");
        return new JsonObject(answer.body()).getJsonObject("target").getString("id");
    }

    void letIn(String workspace, Client member, String role) {
        HttpResponse<String> answer = put(
                "/v1/workspaces/" + workspace + "/members/" + member.user,
                new JsonObject().put("role", role).put("email", member.user + "@example.com"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Lets somebody in, and waits until their inbox tells of it: from then on they are told what happens there. */
    void invite(String workspace, Client member) {
        letIn(workspace, member, "member");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(member.items("/v1/notifications")).hasSize(1));
    }

    static JsonObject project(String workspace, String name) {
        return new JsonObject().put("workspaceId", workspace).put("name", name);
    }

    /** Polls the operation of a 202 until it is done, as a client does. */
    JsonObject outcome(HttpResponse<String> accepted) {
        return outcome(accepted.headers().firstValue("Location").orElseThrow(), Duration.ofSeconds(20));
    }

    JsonObject outcome(String location, Duration patience) {
        AtomicReference<JsonObject> done = new AtomicReference<>();
        await().atMost(patience).pollInterval(Duration.ofMillis(25)).untilAsserted(() -> {
            HttpResponse<String> answer = get(location);
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonObject operation = new JsonObject(answer.body());
            assertThat(operation.getBoolean("done")).isTrue();
            done.set(operation);
        });
        return done.get();
    }
}
