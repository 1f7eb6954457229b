package dev.tandem.gateway.contract;

import dev.tandem.kit.http.MediaType;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.InputTrustHandler;

/** Refuses bodies that are not declared as JSON, or declare a charset other than UTF-8. */
final class JsonOnly implements InputTrustHandler {

    @Override
    public void handle(RoutingContext ctx) {
        String contentType = ctx.request().getHeader("Content-Type");
        if (ctx.body().length() > 0
                && !(MediaType.of(contentType).equals("application/json") && MediaType.isUtf8(contentType))) {
            ctx.fail(Problems.unsupportedMediaType("Send the body as application/json, in UTF-8.")
                    .asException());
        } else {
            ctx.next();
        }
    }
}
