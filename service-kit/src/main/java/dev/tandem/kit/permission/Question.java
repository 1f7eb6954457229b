package dev.tandem.kit.permission;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A question: may the holder of this token perform this action on this thing?
 *
 * @param parameter the kind of the id: {@code workspaceId}, {@code projectId} or {@code taskId}
 * @param below the context in which to make the call
 */
record Question(String token, Action action, String parameter, UUID id, PermissionCheck.Below below) {

    JsonObject withoutToken() {
        return new JsonObject().put("action", action.wireName()).put(parameter, id.toString());
    }

    @Override
    public String toString() {
        return "Question[" + action.wireName() + ", " + parameter + " " + id + "]";
    }
}
