package dev.tandem.gateway.stream;

import dev.tandem.gateway.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Listens to server-sent events, as client libraries do: they pass over an event without data, its id included. */
public final class Listener implements AutoCloseable {

    /** @param id where it would go on */
    public record Heard(String name, @Nullable String id, JsonObject data) {}

    private final List<Heard> events = new CopyOnWriteArrayList<>();
    private final List<String> signs = new CopyOnWriteArrayList<>();
    private volatile @Nullable String last;
    private volatile boolean over;
    private volatile @Nullable Stream<String> lines;
    private String name = "";
    private @Nullable String id;
    private @Nullable JsonObject data;

    public static Listener to(
            RunningGateway gateway, @Nullable String user, String path, @Nullable String lastEventId) {
        HttpRequest.Builder request = gateway.request(user, path).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        Listener listener = new Listener();
        CompletableFuture.runAsync(() -> listener.listen(request.GET().build()), task -> {
            Thread thread = new Thread(task, "listener");
            thread.setDaemon(true);
            thread.start();
        });
        return listener;
    }

    private void listen(HttpRequest request) {
        try {
            var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.statusCode() + " for " + request.uri());
            }
            lines = response.body();
            response.body().forEach(this::line);
        } catch (Exception ended) {
            // As it does when the server goes away.
        } finally {
            over = true;
        }
    }

    private void line(String line) {
        if (line.startsWith("event: ")) {
            name = line.substring(7);
        } else if (line.startsWith("id: ")) {
            id = line.substring(4);
        } else if (line.startsWith("data: ")) {
            data = new JsonObject(line.substring(6));
        } else if (line.isEmpty() && data != null) {
            last = id;
            if (data.isEmpty() && !name.equals("reset")) {
                signs.add(name);
            } else {
                events.add(new Heard(name, id, data));
            }
            data = null;
        }
    }

    /** The names of events that tell of nothing but where the stream is. */
    public List<String> signs() {
        return signs;
    }

    public List<Heard> events() {
        return events;
    }

    public @Nullable String last() {
        return last;
    }

    public boolean isOver() {
        return over;
    }

    public List<Heard> untilOver() {
        Awaitility.await().until(this::isOver);
        return events;
    }

    @Override
    public void close() {
        Stream<String> open = lines;
        if (open != null) {
            open.close();
        }
    }
}
