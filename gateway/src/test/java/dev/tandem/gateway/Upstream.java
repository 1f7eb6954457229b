package dev.tandem.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands in for a service that requests are passed on to: notes them, and says who it is, unless the address ends in {@code ill}. */
public final class Upstream implements AutoCloseable {

    /** A request as it arrived. */
    public record Seen(
            String method, String uri, String authorization, String contentType, String correlationId, String body) {}

    /** An answer as it leaves. */
    public record Reply(int status, String contentType, String body) {}

    private final String name;
    private final Map<String, Function<Seen, Reply>> answers = new ConcurrentHashMap<>();
    private final Set<String> untagged = ConcurrentHashMap.newKeySet();
    private volatile boolean ill;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Upstream(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on, addresses that begin so are answered so; the function is given the whole address. */
    public void answer(String beginning, Function<String, JsonObject> answer) {
        answerRequest(beginning, request -> answer.apply(request.uri()));
    }

    /** From now on, requests for addresses that begin so are answered so. */
    void answerRequest(String beginning, Function<Seen, JsonObject> answer) {
        answerExactly(beginning, request -> json(request, answer.apply(request)));
    }

    /** From now on, requests for addresses that begin so are answered so, and not as JSON unless it says so. */
    public void answerExactly(String beginning, Function<Seen, Reply> answer) {
        answers.put(beginning, answer);
    }

    /** From now on, answers to requests for addresses that begin so have no {@code ETag}. */
    public void untag(String beginning) {
        untagged.add(beginning);
    }

    private static Reply json(Seen request, JsonObject json) {
        return new Reply(request.method().equals("POST") ? 202 : 200, "application/json", json.encode());
    }

    /** From now on it answers nothing, or does again. */
    public void fallIll(boolean ill) {
        this.ill = ill;
    }

    /** From now on it keeps everybody waiting, until it is let go. */
    public void hold() {
        held = new CountDownLatch(1);
    }

    public void letGo() {
        held.countDown();
    }

    /** What arrived with the text in its address or body, or as its correlation id. */
    public List<Seen> seenWith(String text) {
        return seen.stream()
                .filter(each -> each.uri().contains(text)
                        || each.body().contains(text)
                        || each.correlationId().equals(text))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Seen request = new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Correlation-Id")),
                body);
        seen.add(request);
        waitWhileHeld();
        if (ill || request.uri().endsWith("ill")) {
            exchange.close();
            return;
        }
        if (request.uri().equals("/v1/hints")) {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            InboxStandIn.get().listen(exchange.getResponseBody());
            return;
        }
        Reply reply = answers.entrySet().stream()
                .filter(each -> request.uri().startsWith(each.getKey()))
                .findFirst()
                .map(each -> each.getValue().apply(request))
                .orElseGet(() -> json(request, new JsonObject().put("answeredBy", name)));
        byte[] answer = reply.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", reply.contentType());
        exchange.getResponseHeaders().add("Location", "/v1/admin/made/by/" + name);
        if (untagged.stream().noneMatch(request.uri()::startsWith)) {
            exchange.getResponseHeaders().add("ETag", "\"" + name + "\"");
        }
        exchange.sendResponseHeaders(reply.status(), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void waitWhileHeld() {
        try {
            held.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
