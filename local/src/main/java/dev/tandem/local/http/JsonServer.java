package dev.tandem.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A small HTTP server of JSON documents that are asked for now and then; it answers GET only. */
public final class JsonServer implements AutoCloseable {

    /** More than one, so that a client that dawdles holds up no other. */
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;

    private JsonServer(InetSocketAddress address) {
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "json-server");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
    }

    /** On any free port, for this machine only. */
    public static JsonServer onLoopback() {
        return new JsonServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * On that port of every interface, 0 for any free one.
     *
     * @throws UncheckedIOException caused by a {@link java.net.BindException} if the port is taken
     */
    public static JsonServer onAllInterfaces(int port) {
        return new JsonServer(new InetSocketAddress(port));
    }

    /**
     * Serves every path that begins with that one.
     *
     * @param document gets what follows in the path; an empty answer is a 404
     * @return the address of the path, on the loopback interface
     */
    public URI serve(String path, Function<String, Optional<String>> document) {
        server.createContext(path, exchange -> answer(exchange, path, document));
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, String path, Function<String, Optional<String>> document)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            Optional<String> found =
                    document.apply(exchange.getRequestURI().getPath().substring(path.length()));
            if (found.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = found.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
