package dev.tandem.feed.reading;

import dev.tandem.feed.entry.Actor;
import dev.tandem.feed.entry.FeedEntry;
import dev.tandem.feed.entry.Position;
import dev.tandem.feed.entry.Topic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds as they are answered. What is not known is left out, but for the cursor: the last page's is null. */
final class FeedJson {

    private FeedJson() {}

    /** @param entries one more than the limit when there is a next page */
    static JsonObject page(PageRequest page, List<FeedEntry> entries) {
        boolean more = entries.size() > page.limit();
        List<FeedEntry> shown = more ? entries.subList(0, page.limit()) : entries;
        JsonArray items = new JsonArray();
        shown.forEach(entry -> items.add(of(entry)));
        return new JsonObject()
                .put("items", items)
                .put("nextCursor", more ? Cursor.of(Position.of(shown.get(shown.size() - 1))) : null);
    }

    private static JsonObject of(FeedEntry entry) {
        JsonObject json = new JsonObject()
                .put("id", entry.id().toString())
                .put("workspaceId", entry.workspaceId().toString());
        putPresent(json, "projectId", entry.projectId());
        Actor actor = entry.actor();
        if (actor != null) {
            json.put("actor", putPresent(new JsonObject().put("id", actor.id()), "name", actor.name()));
        }
        Topic object = entry.object();
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

    private static JsonObject putPresent(JsonObject json, String field, @Nullable Object value) {
        return value == null ? json : json.put(field, value.toString());
    }
}
