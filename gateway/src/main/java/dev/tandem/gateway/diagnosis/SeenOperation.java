package dev.tandem.gateway.diagnosis;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationSearch.Found;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Renders an operation for operators, with its user, the reason for its delay, and the dead letter that it waits for. */
final class SeenOperation {

    private SeenOperation() {}

    static JsonObject toJson(Found found) {
        Operation operation = found.operation();
        JsonObject json = operation.toJson();
        json.remove("detail");
        JsonObject links = new JsonObject()
                .put("self", "/v1/admin/operations/" + found.id())
                .put("why", "/v1/admin/why/" + found.id());
        UUID letter = found.deadLetterId();
        if (letter != null) {
            links.put("deadLetter", "/v1/admin/dead-letters/" + letter);
        }
        json.getJsonObject("target").put("parentId", operation.target().parent());
        return json.put("userId", operation.userId())
                .put("workspaceId", operation.workspaceId().toString())
                .put("reason", found.reason())
                .put("deadLetterId", letter == null ? null : letter.toString())
                .put("links", links);
    }
}
