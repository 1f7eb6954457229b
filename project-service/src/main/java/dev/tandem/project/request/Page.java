package dev.tandem.project.request;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** One page of a list, as it is answered: {@code {items, nextCursor}}, where the last page has a null cursor. */
public final class Page {

    private Page() {}

    /**
     * @param rows one more than the limit when there is a next page
     * @param cursor where the next page begins, given the last item of this one
     */
    public static <T> JsonObject of(
            List<T> rows, int limit, Function<T, String> cursor, Function<T, JsonObject> toJson) {
        List<T> items = rows.size() > limit ? rows.subList(0, limit) : rows;
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(toJson.apply(item)));
        return new JsonObject()
                .put("items", array)
                .put("nextCursor", rows.size() > limit ? cursor.apply(items.get(limit - 1)) : null);
    }
}
