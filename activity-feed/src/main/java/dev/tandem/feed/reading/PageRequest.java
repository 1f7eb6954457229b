package dev.tandem.feed.reading;

import dev.tandem.feed.entry.Position;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Which part of a feed is asked for.
 *
 * @param below where it begins, that place not included
 * @param limit of entries, 1 to 100, 50 unless told
 */
record PageRequest(Position below, int limit) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 100;

    static PageRequest of(RoutingContext ctx) {
        Parameters.refuseOthers(ctx, Set.of("cursor", "limit"));
        return new PageRequest(
                Parameters.queried(ctx, "cursor").map(Cursor::position).orElse(Position.TOP),
                Parameters.queried(ctx, "limit").map(PageRequest::limit).orElse(DEFAULT_LIMIT));
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        }
        throw Parameters.malformed("limit is not a number from 1 to " + LARGEST_LIMIT + ".");
    }
}
