package dev.tandem.notifier.inbox;

import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which part of an inbox is asked for; a query that is not as it should be is answered 400.
 *
 * @param unread whether only what is unread
 * @param below the id where it begins, not included
 * @param limit of entries, 1 to 100, 50 unless told
 */
record PageRequest(boolean unread, UUID below, int limit) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 100;

    static PageRequest of(RoutingContext ctx) {
        refuseOthers(ctx, Set.of("unread", "cursor", "limit"));
        return new PageRequest(
                queried(ctx, "unread").map(PageRequest::flag).orElse(false),
                queried(ctx, "cursor").map(Cursor::id).orElse(Cursor.TOP),
                queried(ctx, "limit").map(PageRequest::limit).orElse(DEFAULT_LIMIT));
    }

    static void refuseAnyParameter(RoutingContext ctx) {
        refuseOthers(ctx, Set.of());
    }

    private static void refuseOthers(RoutingContext ctx, Set<String> known) {
        if (!known.containsAll(ctx.queryParams().names())) {
            throw malformed("The query has a parameter that is not known here.");
        }
    }

    private static Optional<String> queried(RoutingContext ctx, String name) {
        List<String> values = ctx.queryParam(name);
        if (values.size() > 1) {
            throw malformed(name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed("unread is neither true nor false.");
        };
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        }
        throw malformed("limit is not a number from 1 to " + LARGEST_LIMIT + ".");
    }

    static ProblemException malformed(String detail) {
        return Problems.malformed(detail).asException();
    }
}
