package dev.tandem.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for project-service: answers who may read what, and is sometimes ill. Safe for use by many threads. */
public final class Projects implements AutoCloseable {

    private record Membership(UUID workspaceId, String userId) {}

    private final Map<Membership, String> roles = new ConcurrentHashMap<>();
    private final Map<UUID, UUID> workspaces = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean ill;

    public Projects() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/permissions", this::answer);
        server.start();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param role {@code barred} refuses everything, {@code barred from audit.read} that action */
    public void member(UUID workspaceId, String userId, String role) {
        roles.put(new Membership(workspaceId, userId), role);
    }

    /** From now on, a member no longer. */
    public void left(UUID workspaceId, String userId) {
        roles.remove(new Membership(workspaceId, userId));
    }

    public void project(UUID projectId, UUID workspaceId) {
        workspaces.put(projectId, workspaceId);
    }

    public void ill(boolean now) {
        ill = now;
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonObject asked = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        JsonArray answers = new JsonArray();
        for (Object each : asked.getJsonArray("questions")) {
            JsonObject question = (JsonObject) each;
            answers.add(answer(question, asked.getJsonArray("tokens").getString(question.getInteger("token"))));
        }
        reply(exchange, ill ? 500 : 200, new JsonObject().put("answers", answers));
    }

    private JsonObject answer(JsonObject question, String token) {
        UUID workspace = question.containsKey("projectId")
                ? workspaces.get(UUID.fromString(question.getString("projectId")))
                : UUID.fromString(question.getString("workspaceId"));
        String role = workspace == null ? null : roles.get(new Membership(workspace, caller(token)));
        if (workspace == null || role == null) {
            return new JsonObject().put("problem", problem("/problems/not-found", 404));
        }
        if (role.equals("barred") || role.equals("barred from " + question.getString("action"))) {
            return new JsonObject().put("problem", problem("/problems/forbidden", 403));
        }
        return new JsonObject().put("workspaceId", workspace.toString()).put("role", role);
    }

    private static JsonObject problem(String type, int status) {
        return new JsonObject().put("type", type).put("title", "No").put("status", status);
    }

    private static String caller(String token) {
        String claims = token.split("\\.", -1)[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(claims), UTF_8)).getString("sub");
    }

    private static void reply(HttpExchange exchange, int status, JsonObject json) throws IOException {
        byte[] body = json.encode().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
