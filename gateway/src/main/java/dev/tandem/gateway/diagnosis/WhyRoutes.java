package dev.tandem.gateway.diagnosis;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.RefusedRequests;
import dev.tandem.kit.request.Query;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.regex.Pattern;

/** Serves {@code GET /v1/admin/why/{id}}: what became of the thing with that id, why, and what can be done about it. */
public record WhyRoutes(Diagnosis diagnosis, Clock clock) {

    /** The form of UUIDs and of correlation ids. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public void why(RoutingContext ctx) {
        Query.refuseAny(ctx);
        String id = ctx.pathParam("id");
        if (!ID.matcher(id).matches()) {
            throw Problems.malformed("That is not an id: letters, digits, dots, underscores and hyphens, at most 64.")
                    .asException();
        }
        diagnosis.find(id, Caller.of(ctx), RefusedRequests.of(ctx.vertx())).onComplete(Answers.to(ctx, findings -> {
            if (findings.isEmpty()) {
                throw (findings.unavailable().isEmpty()
                                ? Problems.notFound(unknown())
                                : Problems.unavailable(
                                        "Nothing is known of it here, and not everybody could be asked: "
                                                + String.join(", ", findings.unavailable()),
                                        2))
                        .asException();
            }
            Answers.json(ctx, Explanation.of(findings, clock.instant()).toJson(id, findings));
        }));
    }

    private static String unknown() {
        return "Nothing has this id. Operations are kept for " + Operation.KEPT.toDays()
                + " days; of requests that were refused this instance remembers the last " + RefusedRequests.REMEMBERED
                + ", and the logs more.";
    }
}
