package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.InputTrustHandler;
import java.util.Locale;

/** Refuses bodies that do not claim to be JSON, which the validator would call malformed. */
final class JsonOnly implements InputTrustHandler {

    @Override
    public void handle(RoutingContext ctx) {
        int length = ctx.body().length();
        if (length > 0 && !isJson(String.valueOf(ctx.request().getHeader("Content-Type")))) {
            ctx.fail(Problems.unsupportedMediaType("Send the body as application/json.")
                    .asException());
        } else {
            ctx.next();
        }
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json");
    }
}
