package dev.tandem.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The inboxes of a notifier, with their news and their hints: the same for all gateways of a JVM. */
public final class InboxStandIn {

    private static final InboxStandIn SHARED = new InboxStandIn();

    private final Map<String, List<JsonObject>> entries = new ConcurrentHashMap<>();
    private final Set<OutputStream> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    private InboxStandIn() {}

    public static InboxStandIn get() {
        return SHARED;
    }

    /** The id of the entry, of which there is a hint. */
    public UUID add(String user, String text) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        entries.computeIfAbsent(user, first -> new CopyOnWriteArrayList<>())
                .add(new JsonObject()
                        .put("id", id.toString())
                        .put("workspaceId", UUID.randomUUID().toString())
                        .put("kind", "task.assigned")
                        .put("text", text)
                        .put("createdAt", Instant.now().toString()));
        hint("n" + Integer.toHexString(user.hashCode()));
        return id;
    }

    /** Hints at a change of a subject. */
    void hint(String subject) {
        if (!silent) {
            tell("data: " + subject + "\n\n");
        }
    }

    /** From now on hints are lost, or are told again. */
    public void loseHints(boolean lose) {
        silent = lose;
    }

    /** How many gateways listen to hints. */
    public int listeners() {
        tell(": \n\n");
        return listeners.size();
    }

    void listen(OutputStream gateway) throws IOException {
        gateway.write(": here\n\n".getBytes(UTF_8));
        gateway.flush();
        listeners.add(gateway);
    }

    /** Ends the streams of hints. */
    public void hangUp() {
        for (OutputStream each : listeners) {
            listeners.remove(each);
            try {
                each.close();
            } catch (IOException gone) {
                // As was wanted.
            }
        }
    }

    JsonObject news(Upstream.Seen request) {
        JsonObject body = new JsonObject(request.body());
        JsonArray answers = new JsonArray();
        for (Object each : body.getJsonArray("questions")) {
            JsonObject question = (JsonObject) each;
            String user = user(body.getJsonArray("tokens").getString(question.getInteger("token")));
            String after = question.getString("after");
            List<JsonObject> items = entries.getOrDefault(user, List.of()).stream()
                    .filter(entry -> entry.getString("id").compareTo(after) > 0)
                    .toList();
            answers.add(new JsonObject()
                    .put("items", new JsonArray(items))
                    .putNull("next")
                    .put("readAt", Instant.now().toString()));
        }
        return new JsonObject().put("answers", answers);
    }

    private static String user(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        return new JsonObject(claims).getString("sub");
    }

    private void tell(String frame) {
        for (OutputStream each : listeners) {
            try {
                each.write(frame.getBytes(UTF_8));
                each.flush();
            } catch (IOException gone) {
                listeners.remove(each);
            }
        }
    }
}
