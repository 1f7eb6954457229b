package dev.tandem.gateway.accept;

import dev.tandem.kit.http.JsonBody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reading what the body of a checked request asks for. */
public final class RequestBody {

    private RequestBody() {}

    /** The body; empty when there is none. */
    public static JsonObject body(RoutingContext ctx) {
        return JsonBody.orEmpty(ctx);
    }

    /** Text without surrounding blanks; null when it is absent or null. */
    public static @Nullable String text(JsonObject body, String member) {
        String text = body.getString(member);
        return text == null ? null : text.strip();
    }

    /** Those of the members that the body has as null, or names in {@code clear}. */
    public static List<String> cleared(JsonObject body, String... members) {
        JsonArray named = body.getJsonArray("clear", new JsonArray());
        return Stream.of(members)
                .filter(member -> (body.containsKey(member) && body.getValue(member) == null) || named.contains(member))
                .toList();
    }
}
