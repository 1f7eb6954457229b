package dev.tandem.deadletters.request;

import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the last segment of a path such as {@code …/0190…:replay}. */
public record IdAndAction(UUID id, String action) {

    private static final Pattern SEGMENT =
            Pattern.compile("([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}):([a-z]+)");

    /**
     * Reads the path parameter {@code name}. Fails with 404 if it has no colon, with 400 if it is not a UUID, a colon and an
     * action in lower case.
     */
    public static IdAndAction inPath(RoutingContext ctx, String name) {
        String segment = ctx.pathParam(name);
        if (segment.indexOf(':') < 0) {
            throw unknown();
        }
        Matcher parts = SEGMENT.matcher(segment);
        if (!parts.matches()) {
            throw Problems.malformed("The path holds no UUID with an action behind a colon.")
                    .asException();
        }
        return new IdAndAction(UUID.fromString(parts.group(1)), parts.group(2));
    }

    public static ProblemException unknown() {
        return Problems.notFound("There is no such action. An action follows the id after a colon.")
                .asException();
    }
}
