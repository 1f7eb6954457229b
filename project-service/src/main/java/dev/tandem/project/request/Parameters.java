package dev.tandem.project.request;

import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parameters of the path and of the query; one that is not as it should be is answered 400. */
public final class Parameters {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int LONGEST_USER_ID = 128;
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 100;

    private Parameters() {}

    /** An id in the path. */
    public static UUID id(RoutingContext ctx, String name) {
        return uuid(name, ctx.pathParam(name));
    }

    /** A user's id in the path: any text, up to 128 characters. */
    public static String userId(RoutingContext ctx, String name) {
        String text = ctx.pathParam(name);
        if (text.isBlank() || text.length() > LONGEST_USER_ID || text.indexOf('\0') >= 0) {
            throw malformed(name + " is no user id.");
        }
        return text;
    }

    /** An id in the query. */
    public static Optional<UUID> queriedId(RoutingContext ctx, String name) {
        return queried(ctx, name).map(text -> uuid(name, text));
    }

    public static Optional<String> queried(RoutingContext ctx, String name) {
        List<String> values = ctx.queryParam(name);
        if (values.size() > 1) {
            throw malformed(name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    /** How many items a page has: 1 to 100, 50 unless told. */
    public static int limit(RoutingContext ctx) {
        return queried(ctx, "limit").map(Parameters::limit).orElse(DEFAULT_LIMIT);
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

    private static UUID uuid(String name, String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw malformed(name + " is no UUID.");
        }
        return UUID.fromString(text);
    }

    static ProblemException malformed(String detail) {
        return Problems.malformed(detail).asException();
    }
}
