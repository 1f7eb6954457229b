package dev.tandem.gateway.contract;

import dev.tandem.kit.http.MediaType;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Refuses, with 415, bodies that are declared as none of the operation's media types, or in a charset other than UTF-8.
 *
 * @param types the media types in the contract
 */
record BodyTypes(List<String> types) {

    static final BodyTypes JSON = new BodyTypes(List.of("application/json"));

    void check(RoutingContext ctx) {
        String contentType = ctx.request().getHeader("Content-Type");
        if (ctx.body().length() > 0 && !(types.contains(MediaType.of(contentType)) && MediaType.isUtf8(contentType))) {
            throw Problems.unsupportedMediaType("Send the body as " + String.join(" or ", types) + ", in UTF-8.")
                    .asException();
        }
    }
}
