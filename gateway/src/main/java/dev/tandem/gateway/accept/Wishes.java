package dev.tandem.gateway.accept;

import dev.tandem.kit.http.Problems;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reading what a checked request asks for: members of its body, and the version that it is about. */
public final class Wishes {

    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,17})\"");

    private Wishes() {}

    /** The body; empty when there is none. */
    public static JsonObject body(RoutingContext ctx) {
        JsonObject body = ctx.body().asJsonObject();
        return body == null ? new JsonObject() : body;
    }

    /** Text without surrounding blanks; null when it is absent or null. */
    public static @Nullable String text(JsonObject body, String member) {
        String text = body.getString(member);
        return text == null ? null : text.strip();
    }

    /** Those of the members that the body has, and has as null. */
    public static List<String> cleared(JsonObject body, String... members) {
        return List.of(members).stream()
                .filter(member -> body.containsKey(member) && body.getValue(member) == null)
                .toList();
    }

    /**
     * The version that {@code If-Match} names; null without one, and for {@code *}.
     *
     * @throws dev.tandem.kit.http.ProblemException 400 when it names no version of ours
     */
    public static @Nullable Long expectedVersion(RoutingContext ctx) {
        String header = ctx.request().getHeader("If-Match");
        if (header == null || header.strip().equals("*")) {
            return null;
        }
        Matcher version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw Problems.malformed("If-Match is no ETag of ours; send the one of the resource as you read it.")
                    .asException();
        }
        return Long.valueOf(version.group(1));
    }
}
