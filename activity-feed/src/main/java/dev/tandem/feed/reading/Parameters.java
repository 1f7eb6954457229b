package dev.tandem.feed.reading;

import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parameters of the path and of the query; one that is not as it should be is answered 400. */
final class Parameters {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Parameters() {}

    static UUID id(RoutingContext ctx, String name) {
        String text = ctx.pathParam(name);
        if (text == null || !UUID_TEXT.matcher(text).matches()) {
            throw malformed(name + " is no UUID.");
        }
        return UUID.fromString(text);
    }

    static Optional<String> queried(RoutingContext ctx, String name) {
        List<String> values = ctx.queryParam(name);
        if (values.size() > 1) {
            throw malformed(name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    static void refuseOthers(RoutingContext ctx, Set<String> known) {
        if (!known.containsAll(ctx.queryParams().names())) {
            throw malformed("The query has a parameter that is not known here.");
        }
    }

    static ProblemException malformed(String detail) {
        return Problems.malformed(detail).asException();
    }
}
