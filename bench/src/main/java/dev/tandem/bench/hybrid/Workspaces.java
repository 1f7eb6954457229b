package dev.tandem.bench.hybrid;

import dev.tandem.bench.load.Caller;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creates twenty workspaces of four members through the public API, like any client. Each member has an address, and chooses
 * mail of news at once or none.
 */
final class Workspaces {

    private static final int WORKSPACES = 20;
    private static final int MEMBERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_MILLIS = 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI gateway;
    private final UnaryOperator<String> tokens;
    private final boolean mailed;

    Workspaces(URI gateway, UnaryOperator<String> tokens, boolean mailed) {
        this.gateway = gateway;
        this.tokens = tokens;
        this.mailed = mailed;
    }

    /** All members of all workspaces; neighbours in the list belong to different workspaces. */
    List<Caller> create() {
        List<List<Caller>> teams = new ArrayList<>();
        for (int workspace = 0; workspace < WORKSPACES; workspace++) {
            teams.add(create(workspace));
        }
        List<Caller> callers = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            for (List<Caller> team : teams) {
                callers.add(team.get(member));
            }
        }
        return callers;
    }

    private List<Caller> create(int number) {
        String name = (mailed ? "Mailed " : "Bench ") + number;
        String users = (mailed ? "mailed-" : "bench-") + number + "-";
        String owner = tokens.apply(users + 0);
        String id = send(owner, "POST", "/v1/workspaces", new JsonObject().put("name", name), 201)
                .getJsonObject("target", new JsonObject())
                .getString("id", "");
        List<Caller> team = new ArrayList<>();
        team.add(new Caller(owner, id));
        for (int member = 1; member < MEMBERS; member++) {
            String user = users + member;
            JsonObject wish = new JsonObject()
                    .put("role", "member")
                    .put("name", "Member " + member)
                    .put("email", user + "@example.com");
            send(owner, "PUT", "/v1/workspaces/" + id + "/members/" + user, wish, 200);
            team.add(new Caller(tokens.apply(user), id));
        }
        team.subList(1, MEMBERS).forEach(caller -> awaitNotice(caller.token()));
        team.forEach(caller -> choose(caller.token()));
        return team;
    }

    /**
     * Waits for the notification of being added. It is news too, and must come before the choice, so that it is not mailed.
     */
    private void awaitNotice(String token) {
        long begun = System.nanoTime();
        while (send(token, "GET", "/v1/notifications?limit=1", null, 200)
                .getJsonArray("items")
                .isEmpty()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("A member was not told of being added.");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void choose(String token) {
        JsonObject mail = new JsonObject().put("news", mailed ? "immediately" : "off");
        send(token, "PUT", "/v1/notification-preferences", new JsonObject().put("mail", mail), 200);
    }

    private JsonObject send(String token, String method, String path, @Nullable JsonObject body, int expected) {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=10")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(
                        "The gateway answered " + method + " " + path + " with " + answer.statusCode() + ".");
            }
            return new JsonObject(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("The gateway did not answer " + method + " " + path + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
