package dev.tandem.kit.request;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The part of a list that a request asks for with the query parameters {@code cursor} and {@code limit}.
 *
 * @param after the position after which the page begins
 * @param limit maximum number of items, 1 to 100, by default 50
 */
public record Page<P>(P after, int limit, Cursors<P> cursors) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 100;

    /** @param query one that knows {@code cursor} and {@code limit} */
    public static <P> Page<P> of(Query query, Cursors<P> cursors) {
        return new Page<>(
                query.text("cursor").map(cursors::decode).orElse(cursors.start()),
                query.text("limit").map(Page::limit).orElse(DEFAULT_LIMIT),
                cursors);
    }

    /** The number of rows to read: one more than shown, which tells whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /**
     * The page as JSON: {@code {items, nextCursor}}; the cursor of the last page is null.
     *
     * @param found the rows found, at most {@link #rows()}
     */
    public <T> JsonObject toJson(List<T> found, Function<T, P> position, Function<T, JsonObject> itemToJson) {
        return toJson(found, position, each -> true, itemToJson);
    }

    /** @param visible whether to show a row; a hidden row shortens the page but does not end the list */
    public <T> JsonObject toJson(
            List<T> found, Function<T, P> position, Predicate<T> visible, Function<T, JsonObject> itemToJson) {
        boolean more = found.size() > limit;
        List<T> shown = more ? found.subList(0, limit) : found;
        return new JsonObject()
                .put(
                        "items",
                        new JsonArray(
                                shown.stream().filter(visible).map(itemToJson).toList()))
                .put("nextCursor", more ? cursors.encode(position.apply(shown.get(limit - 1))) : null);
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        }
        throw Query.malformed("limit is not a number from 1 to " + LARGEST_LIMIT + ".");
    }
}
