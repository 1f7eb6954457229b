package dev.tandem.kit.permission;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * May the holder of that token do this to that?
 *
 * @param parameter what the id is the id of: {@code workspaceId}, {@code projectId} or {@code taskId}
 * @param below where to ask
 */
record Question(String token, Action action, String parameter, UUID id, PermissionCheck.Below below) {

    /** What a question takes beside its token, generously. */
    private static final int BYTES = 128;

    /** Bytes that it adds to a request, at most. */
    int weight() {
        return token.length() + BYTES;
    }

    /** The request that asks all of them, in their order; each token is in it once. */
    static JsonObject together(List<Question> questions) {
        Map<String, Integer> tokens = new LinkedHashMap<>();
        JsonArray asked = new JsonArray();
        for (Question each : questions) {
            Integer token = tokens.computeIfAbsent(each.token, fresh -> tokens.size());
            asked.add(new JsonObject()
                    .put("token", token)
                    .put("action", each.action.wireName())
                    .put(each.parameter, each.id.toString()));
        }
        return new JsonObject()
                .put("tokens", new JsonArray(List.copyOf(tokens.keySet())))
                .put("questions", asked);
    }

    @Override
    public String toString() {
        return "Question[" + action.wireName() + ", " + parameter + " " + id + "]";
    }
}
