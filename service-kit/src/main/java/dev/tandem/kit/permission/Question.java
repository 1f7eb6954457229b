package dev.tandem.kit.permission;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A question: may the holder of this token perform this action on this thing?
 *
 * @param parameter the kind of the id: {@code workspaceId}, {@code projectId} or {@code taskId}
 * @param below where to make the call
 */
record Question(String token, Action action, String parameter, UUID id, PermissionCheck.Below below) {

    /** A generous estimate of a question's size without its token. */
    private static final int BYTES = 128;

    /** The most bytes that the question adds to a request. */
    int weight() {
        return token.length() + BYTES;
    }

    /** The request for all questions, in their order; contains each token once. */
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
