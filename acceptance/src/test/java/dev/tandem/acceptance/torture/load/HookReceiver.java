package dev.tandem.acceptance.torture.load;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Receives the deliveries of all webhooks, and records the ids of their events. */
public final class HookReceiver implements AutoCloseable {

    private final Map<String, Set<String>> received = new ConcurrentHashMap<>();
    private final HttpServer server;

    public HookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            JsonObject message =
                    new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.computeIfAbsent(
                            message.getJsonObject("data").getString("workspaceId"), id -> ConcurrentHashMap.newKeySet())
                    .add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The ids of the events of a workspace that came, once or more often. */
    public Set<String> of(String workspace) {
        return received.getOrDefault(workspace, Set.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
