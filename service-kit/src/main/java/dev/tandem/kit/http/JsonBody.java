package dev.tandem.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request as a JSON object, or says what is wrong with it: 415 or 400. */
public final class JsonBody {

    private JsonBody() {}

    public static JsonObject of(RoutingContext ctx) {
        if (!isJson(ctx.request().getHeader("Content-Type"))) {
            throw Problems.unsupportedMediaType("The body has to be application/json.")
                    .asException();
        }
        Buffer body = ctx.body().buffer();
        if (body == null || body.length() == 0) {
            throw Problems.malformed("The body is missing; send a JSON object.").asException();
        }
        if (parse(body) instanceof JsonObject object) {
            return object;
        }
        throw Problems.malformed("The body has to be a JSON object.").asException();
    }

    private static @Nullable Object parse(Buffer body) {
        try {
            return Json.decodeValue(body);
        } catch (DecodeException malformed) {
            throw Problems.malformed("The body is not valid JSON; mend it and send it again.")
                    .asException();
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
