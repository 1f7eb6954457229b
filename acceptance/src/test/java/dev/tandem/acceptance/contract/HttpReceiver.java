package dev.tandem.acceptance.contract;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Receives the deliveries of webhooks on the loopback interface. */
final class HttpReceiver implements AutoCloseable {

    private final Queue<JsonObject> received = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    HttpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            received.add(new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Of all deliveries, in the order of their arrival. */
    List<String> types() {
        return received.stream().map(each -> each.getString("type")).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
