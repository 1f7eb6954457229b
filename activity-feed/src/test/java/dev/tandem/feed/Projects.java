package dev.tandem.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands in for project-service: answers who may read what, and is sometimes ill. */
final class Projects implements AutoCloseable {

    private record Membership(UUID workspaceId, String userId) {}

    private final Map<Membership, String> roles = new ConcurrentHashMap<>();
    private final Map<UUID, UUID> workspaces = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean ill;

    Projects() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/permissions", this::answer);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void member(UUID workspaceId, String userId, String role) {
        roles.put(new Membership(workspaceId, userId), role);
    }

    void project(UUID projectId, UUID workspaceId) {
        workspaces.put(projectId, workspaceId);
    }

    void ill(boolean now) {
        ill = now;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getQuery());
        UUID workspace = query.containsKey("projectId")
                ? workspaces.get(UUID.fromString(query.get("projectId")))
                : UUID.fromString(query.get("workspaceId"));
        String role = workspace == null ? null : roles.get(new Membership(workspace, caller(exchange)));
        if (ill) {
            reply(exchange, 500, new JsonObject());
        } else if (workspace == null || role == null) {
            reply(exchange, 404, problem("/problems/not-found", 404));
        } else if (role.equals("barred")) {
            reply(exchange, 403, problem("/problems/forbidden", 403));
        } else {
            reply(
                    exchange,
                    200,
                    new JsonObject().put("workspaceId", workspace.toString()).put("role", role));
        }
    }

    private static JsonObject problem(String type, int status) {
        return new JsonObject().put("type", type).put("title", "No").put("status", status);
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new ConcurrentHashMap<>();
        for (String pair : (text == null ? "" : text).split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return query;
    }

    private static String caller(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
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
