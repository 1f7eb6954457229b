package dev.tandem.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A page of another origin than the API, which does what a test tells it to do and reports what happens. */
final class WebPage implements AutoCloseable {

    private final HttpServer server;
    private final String html;
    private final BlockingQueue<JsonObject> steps = new LinkedBlockingQueue<>();
    private final List<JsonObject> reports = new CopyOnWriteArrayList<>();

    /** @param token of the user who is signed in */
    WebPage(String api, String token) {
        try (InputStream written = WebPage.class.getResourceAsStream("/stream-page.html")) {
            html = new String(Objects.requireNonNull(written).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("$API", api)
                    .replace("$TOKEN", token);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, "text/html", html));
        server.createContext("/step", exchange -> answer(exchange, "application/json", step()));
        server.createContext("/reports", this::take);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "web-page");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Tells the page to call one of its functions. */
    void tell(String function, String... arguments) {
        steps.add(new JsonObject().put("function", function).put("arguments", List.of(arguments)));
    }

    /** What the page has reported of a stream, or of tickets. */
    List<JsonObject> reports(String of) {
        return reports.stream()
                .filter(report -> of.equals(report.getString("of")))
                .toList();
    }

    private String step() {
        try {
            JsonObject step = steps.poll(5, TimeUnit.SECONDS);
            return step == null ? "{}" : step.encode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "{}";
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        reports.add(new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        answer(exchange, "application/json", "{}");
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
