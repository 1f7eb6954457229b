package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads server-sent events, and checks each against the contract when it is returned. */
final class EventStream implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpOperation operation;
    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** @param name empty for the end of the stream */
    record Event(String name, String id, String data) {

        static final Event END = new Event("", "", "");

        JsonObject json() {
            return new JsonObject(data);
        }
    }

    EventStream(HttpOperation operation, InputStream body) {
        this.operation = operation;
        this.body = body;
        Thread reader = new Thread(this::read, "events-of-" + operation.id());
        reader.setDaemon(true);
        reader.start();
    }

    /** The next event; fails when none comes in time, or when it does not keep the contract. */
    Event next(Duration patience) {
        try {
            Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError(operation.id() + " told of nothing for " + patience);
            }
            if (!event.equals(Event.END)) {
                check(event);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The next event of that name; those before it keep the contract too. */
    Event next(String name, Duration patience) {
        Event event = next(patience);
        while (!event.name().equals(name)) {
            if (event.equals(Event.END)) {
                throw new AssertionError(operation.id() + " ended without " + name);
            }
            event = next(patience);
        }
        return event;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void check(Event event) {
        JsonNode schema = operation
                .written()
                .at("/responses/200/content/text~1event-stream/x-events")
                .path(event.name());
        if (schema.isMissingNode()) {
            throw new AssertionError(operation.id() + " has no event " + event.name());
        }
        try {
            List<String> faults = HttpContract.get().faults(schema, JSON.readTree(event.data()));
            if (!faults.isEmpty() || event.id().isEmpty()) {
                throw new AssertionError(event + " of " + operation.id() + " does not keep the contract: " + faults);
            }
        } catch (IOException e) {
            throw new AssertionError(event + " of " + operation.id() + " is not JSON", e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "message";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(name, id, data.toString()));
                    }
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
        } catch (IOException closed) {
            // The end, as far as this client is concerned.
        }
        events.add(Event.END);
    }
}
