package dev.tandem.feed.reading;

import static dev.tandem.kit.http.JsonMembers.putPresent;

import dev.tandem.feed.entry.Actor;
import dev.tandem.feed.entry.FeedEntry;
import dev.tandem.feed.entry.Topic;
import dev.tandem.kit.sentence.Message;
import io.vertx.core.json.JsonObject;

/** Writes entries as JSON and omits what is unknown. */
public final class EntryJson {

    private EntryJson() {}

    public static JsonObject of(FeedEntry entry) {
        JsonObject json = new JsonObject()
                .put("id", entry.id().toString())
                .put("workspaceId", entry.workspaceId().toString());
        putPresent(json, "projectId", entry.projectId());
        putPresent(json, "taskId", entry.taskId());
        Actor actor = entry.actor();
        if (actor != null) {
            json.put("actor", putPresent(new JsonObject().put("id", actor.id()), "name", actor.name()));
        }
        Topic object = entry.object();
        Message message = entry.message();
        if (message != null) {
            json.put("message", message.toJson());
        }
        return json.put("verb", entry.verb())
                .put(
                        "object",
                        putPresent(
                                new JsonObject().put("type", object.type()).put("id", object.id()),
                                "name",
                                object.name()))
                .put("at", entry.at().toString())
                .put("summary", entry.summary());
    }
}
