package dev.tandem.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request as a JSON object, parsed once per request. Otherwise throws a {@link ProblemException}: 415 for
 * another media type or charset, 400 for a missing body or malformed JSON, 422 for JSON that parsers interpret differently
 * ({@link StrictJson}).
 */
public final class JsonBody {

    private static final String KEY = "tandem.json-body";

    private JsonBody() {}

    public static JsonObject of(RoutingContext ctx) {
        JsonObject known = ctx.get(KEY);
        if (known != null) {
            return known;
        }
        refuseOthers(ctx.request().getHeader("Content-Type"));
        Buffer body = ctx.body().buffer();
        if (body == null || body.length() == 0) {
            throw Problems.malformed("The body is missing; send a JSON object.").asException();
        }
        JsonObject read = StrictJson.object(body);
        ctx.put(KEY, read);
        return read;
    }

    /** Reads as {@link #of} does; an empty object when there is no body. */
    public static JsonObject orEmpty(RoutingContext ctx) {
        return ctx.body().length() <= 0 ? new JsonObject() : of(ctx);
    }

    private static void refuseOthers(@Nullable String contentType) {
        String type = MediaType.of(contentType);
        if (!type.equals("application/json") && !(type.startsWith("application/") && type.endsWith("+json"))) {
            throw Problems.unsupportedMediaType("The body has to be application/json.")
                    .asException();
        }
        if (!MediaType.isUtf8(contentType)) {
            throw Problems.unsupportedMediaType("JSON is UTF-8; send the body so.")
                    .asException();
        }
    }
}
