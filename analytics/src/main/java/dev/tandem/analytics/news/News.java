package dev.tandem.analytics.news;

import static dev.tandem.kit.http.JsonMembers.putPresent;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * A fact as listeners get it.
 *
 * @param place in the workspace's chain; places are in the order of commits
 * @param before the place of the fact that comes before it in the history of the same thing; 0 if there is none; null if that one
 *     has not been found, because it is not archived yet or, unless this is about a task, because it is too far away
 */
record News(long place, @Nullable Long before, String thing, JsonObject event) {

    static News from(Row row) {
        String type = row.getString("type");
        JsonObject data = row.getJsonObject("data").mergeIn(row.getJsonObject("people"));
        JsonObject event = new JsonObject()
                .put("id", row.getUUID("event_id").toString())
                .put("type", type)
                .put("workspaceId", row.getUUID("workspace_id").toString());
        putPresent(event, "projectId", row.getUUID("project_id"));
        putPresent(event, "taskId", row.getUUID("task_id"));
        event.put("sequence", row.getLong("sequence"));
        putPresent(event, "actorId", row.getString("actor_id"));
        putPresent(event, "operationId", row.getString("operation_id"));
        event.put("at", Times.in(row, "at").toString()).put("data", data);
        return new News(row.getLong("no"), row.getLong("before"), thing(type, row, data), event);
    }

    /** The thing whose versions the sequence counts; of the members of a workspace the one that changed. */
    private static String thing(String type, Row row, JsonObject data) {
        return switch (family(type)) {
            case "task" -> "t" + row.getUUID("task_id");
            case "comment" -> "c" + data.getString("commentId");
            case "section" -> "s" + data.getString("sectionId");
            case "member" -> "m" + data.getString("userId");
            default -> family(type) + row.getUUID("project_id");
        };
    }

    /** {@code task} of {@code task.moved}. */
    private static String family(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("place", place)
                .put("before", before)
                .put("thing", thing)
                .put("event", event);
    }
}
