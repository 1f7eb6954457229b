package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Accepting;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Refuses, with 406, requests whose {@code Accept} excludes every media type of the operation's successful answers.
 * Problems are sent as problem+json regardless.
 *
 * @param types the media types in the contract; empty if the answer has no body
 */
record Acceptable(List<String> types) {

    static final Acceptable JSON = new Acceptable(List.of("application/json"));

    void check(RoutingContext ctx) {
        if (!types.isEmpty() && types.stream().noneMatch(type -> Accepting.mediaType(ctx.request(), type))) {
            throw Problems.notAcceptable("It is answered as " + String.join(" or ", types) + ".")
                    .asException();
        }
    }
}
