package dev.tandem.acceptance.torture.load;

import dev.tandem.acceptance.torture.system.Pause;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client of {@code /v1/stream}: reconnects with {@code Last-Event-ID} after every break, and reads the inbox when it first
 * connects and whenever the stream says that it may have missed something.
 */
final class Listener implements AutoCloseable {

    private static final Duration BEFORE_COMING_BACK = Duration.ofMillis(200);

    private final Api api;
    private final String user;
    private final Journal journal;
    private final StreamTranscript transcript;
    private final Thread thread;
    private @Nullable String position;
    private volatile boolean going = true;
    private volatile @Nullable HttpURLConnection connection;

    private Listener(Api api, String user, Journal journal) {
        this.api = api;
        this.user = user;
        this.journal = journal;
        this.transcript = Objects.requireNonNull(journal.transcripts().get(user));
        this.thread = new Thread(this::listen, "listener-" + user);
    }

    static Listener begin(Api api, String user, Journal journal) {
        Listener listener = new Listener(api, user, journal);
        listener.thread.start();
        return listener;
    }

    @Override
    public void close() {
        going = false;
        thread.interrupt();
        HttpURLConnection open = connection;
        if (open != null) {
            open.disconnect();
        }
    }

    private void listen() {
        while (going) {
            try {
                hear();
            } catch (IOException broken) {
                transcript.broken();
            } catch (IllegalStateException interrupted) {
                return;
            }
            if (going) {
                Pause.of(BEFORE_COMING_BACK);
            }
        }
    }

    private void hear() throws IOException {
        HttpURLConnection open = api.stream(user, position);
        connection = open;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open.getInputStream(), StandardCharsets.UTF_8))) {
            if (position == null) {
                readAnew();
            }
            String id = null;
            String event = "";
            String data = null;
            for (String line = lines.readLine(); line != null && going; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty()) {
                    // As client libraries do, for which an event without data is none.
                    if (data != null) {
                        told(event, new JsonObject(data));
                        position = id;
                    }
                    id = null;
                    event = "";
                    data = null;
                }
            }
        } finally {
            open.disconnect();
        }
    }

    private void told(String event, JsonObject data) {
        transcript.event();
        switch (event) {
            case "notification" -> transcript.notifications().add(data.getString("id"));
            case "operation" -> {
                if (data.getBoolean("done")) {
                    transcript.ends().add(data.getString("id"));
                }
            }
            case "reset" -> readAnew();
            case "ready", "position" -> {}
            default -> journal.complain("the stream of " + user + " has an event of the name " + event);
        }
    }

    private void readAnew() {
        transcript.asksAfter(journal.of(user));
        boolean read = Pause.until(
                () -> {
                    List<String> inbox = api.ids(user, "/v1/notifications?", "id");
                    if (inbox != null) {
                        transcript.notifications().addAll(inbox);
                    }
                    return inbox != null || !going;
                },
                BEFORE_COMING_BACK,
                Duration.ofMinutes(2));
        if (!read) {
            journal.complain(user + " could not read the inbox");
        }
    }
}
