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

/** Serves documents, mostly JSON, over HTTP for occasional requests; answers GET only. */
public final class JsonServer implements AutoCloseable {

    /** More than one thread, so that a slow client does not block the others. */
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

    /** Listens on any free port of the loopback interface. */
    public static JsonServer onLoopback() {
        return new JsonServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Listens on that port of every interface, 0 for any free one.
     *
     * @throws UncheckedIOException caused by a {@link java.net.BindException} if the port is taken
     */
    public static JsonServer onAllInterfaces(int port) {
        return new JsonServer(new InetSocketAddress(port));
    }

    /**
     * Serves JSON at every path that begins with the given one.
     *
     * @param document receives the rest of the path; an empty result becomes a 404
     * @return the address of the path, on the loopback interface
     */
    public URI serve(String path, Function<String, Optional<String>> document) {
        return serveDocuments(path, rest -> document.apply(rest).map(Document::json));
    }

    /** Serves documents of any type at every path that begins with the given one; otherwise like {@link #serve}. */
    public URI serveDocuments(String path, Function<String, Optional<Document>> document) {
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

    private static void answer(HttpExchange exchange, String path, Function<String, Optional<Document>> document)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            Optional<Document> found =
                    document.apply(exchange.getRequestURI().getPath().substring(path.length()));
            if (found.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = found.get().content().getBytes(StandardCharsets.UTF_8);
            found.get().headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", found.get().type());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
