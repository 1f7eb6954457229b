package dev.tandem.kit.request;

import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads UUIDs in canonical form. Any other text is answered 400, except by {@link #orNull}. */
public final class Ids {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** The id in the path parameter {@code name}. */
    public static UUID inPath(RoutingContext ctx, String name) {
        return parse(name, ctx.pathParam(name));
    }

    static boolean isCanonical(String text) {
        return CANONICAL.matcher(text).matches();
    }

    /** The id if the text is one, or else null. */
    public static @Nullable UUID orNull(@Nullable String text) {
        return text != null && isCanonical(text) ? UUID.fromString(text) : null;
    }

    /** Parses the id that the request gives as {@code name}. */
    public static UUID parse(String name, String text) {
        if (!isCanonical(text)) {
            throw Problems.malformed(name + " is not a UUID.").asException();
        }
        return UUID.fromString(text);
    }
}
