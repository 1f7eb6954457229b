package dev.tandem.acceptance.board;

import dev.tandem.acceptance.torture.load.Api;
import dev.tandem.acceptance.torture.system.Pause;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps a copy of a project by listening. It reads the project when its first stream is ready, and when it is told to
 * read anew. After a break it goes on from the last event.
 */
final class BoardListener implements AutoCloseable {

    private static final Duration BEFORE_COMING_BACK = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(35);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** @param id where it would go on */
    record Heard(String name, String id, JsonObject data) {

        String type() {
            return data.getString("type", name);
        }
    }

    private final Api api;
    private final URI gateway;
    private final String token;
    private final String user;
    private final String workspace;
    private final String project;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile @Nullable String position;
    private volatile @Nullable Board board;
    private volatile boolean going = true;
    private volatile int refused;
    private volatile int reads;
    private volatile int breaks;
    private volatile @Nullable InputStream body;
    private volatile long lastLine = System.nanoTime();

    private BoardListener(Place at, String user, @Nullable String position) {
        this.api = at.api();
        this.gateway = at.gateway();
        this.token = at.token(user);
        this.user = user;
        this.workspace = at.workspace();
        this.project = at.project();
        this.position = position;
        this.thread = new Thread(this::listen, "board-of-" + user);
        this.thread.setDaemon(true);
    }

    @Override
    public String toString() {
        return "the listener at " + position + ", with " + breaks + " breaks, refused by " + refused;
    }

    static BoardListener begin(Place at, String user) {
        return resume(at, user, null);
    }

    /** @param position as if it had been told that before */
    static BoardListener resume(Place at, String user, @Nullable String position) {
        BoardListener listener = new BoardListener(at, user, position);
        listener.thread.start();
        Thread watch = new Thread(listener::watch, "watch-of-" + user);
        watch.setDaemon(true);
        watch.start();
        return listener;
    }

    /** The copy, as it is now. */
    Map<String, JsonObject> copy() {
        Board present = board;
        if (present == null) {
            return Map.of();
        }
        synchronized (present) {
            return new TreeMap<>(present.things());
        }
    }

    List<Heard> heard() {
        return heard;
    }

    List<Heard> changes() {
        return heard.stream().filter(each -> each.name().equals("change")).toList();
    }

    @Nullable
    String position() {
        return position;
    }

    /** What it was told and should not have been. */
    List<String> complaints() {
        return complaints;
    }

    /** How often it read the project. */
    int reads() {
        return reads;
    }

    int breaks() {
        return breaks;
    }

    /** The status that ended it for good; 0 while it listens. */
    int refused() {
        return refused;
    }

    /** Breaks the connection; the client comes back. */
    void breakOff() {
        InputStream open = body;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                // As was wanted.
            }
        }
    }

    @Override
    public void close() {
        going = false;
        thread.interrupt();
        breakOff();
    }

    /** Breaks a connection on which not even comments come. */
    private void watch() {
        while (going && refused == 0) {
            Pause.of(BEFORE_COMING_BACK);
            if (System.nanoTime() - lastLine > SILENCE.toNanos()) {
                lastLine = System.nanoTime();
                breakOff();
            }
        }
    }

    private void listen() {
        while (going && refused == 0) {
            try {
                hear();
            } catch (IOException | Board.Unanswered broken) {
                breaks++;
            } catch (IllegalStateException interrupted) {
                return;
            }
            if (going) {
                try {
                    Pause.of(BEFORE_COMING_BACK);
                } catch (IllegalStateException interrupted) {
                    return;
                }
            }
        }
    }

    private void hear() throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve("/v1/projects/" + project + "/stream"))
                .timeout(Duration.ofSeconds(15))
                .header("Authorization", "Bearer " + token);
        if (position != null) {
            request.header("Last-Event-ID", position);
        }
        HttpResponse<InputStream> answer = send(request.build());
        if (answer.statusCode() != 200) {
            if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                refused = answer.statusCode();
            }
            answer.body().close();
            return;
        }
        body = answer.body();
        Map<String, Long> last = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String event = "";
            String data = null;
            for (String line = lines.readLine(); line != null && going; line = lines.readLine()) {
                lastLine = System.nanoTime();
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && data != null) {
                    told(new Heard(event, id, new JsonObject(data)), last);
                    data = null;
                }
            }
        }
    }

    private static HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void told(Heard event, Map<String, Long> last) {
        switch (event.name()) {
            case "ready", "reset" -> readAnew();
            case "change" -> {
                inOrder(event.data(), last);
                Board present = board;
                if (present != null) {
                    synchronized (present) {
                        present.apply(event.data());
                    }
                }
            }
            case "position" -> {}
            default -> complaints.add("an event of the name " + event.name());
        }
        position = event.id();
        heard.add(event);
    }

    private void readAnew() {
        board = Board.read(api, user, workspace, project);
        reads++;
    }

    private void inOrder(JsonObject event, Map<String, Long> last) {
        String type = event.getString("type");
        String family = type.substring(0, type.indexOf('.'));
        JsonObject data = event.getJsonObject("data");
        String thing = family
                + switch (family) {
                    case "task" -> event.getString("taskId");
                    case "comment" -> data.getString("commentId");
                    case "section" -> data.getString("sectionId");
                    case "member" -> data.getString("userId");
                    default -> "";
                };
        long sequence = event.getLong("sequence");
        Long before = last.put(thing, sequence);
        if (before != null && before >= sequence) {
            complaints.add(type + " with " + sequence + " after " + before + " of " + thing);
        }
    }
}
