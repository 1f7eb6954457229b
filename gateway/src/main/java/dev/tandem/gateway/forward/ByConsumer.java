package dev.tandem.gateway.forward;

import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Forwards a request about a consumer to the service that owns the consumer: {@code activity-feed.events} belongs to
 * {@code activity-feed}.
 *
 * <p>The consumer is named in the path (404 if unknown), in the body of a POST that creates something (422), or in the
 * query (400 if missing, 422 if unknown).
 */
public final class ByConsumer implements Handler<RoutingContext> {

    private static final String NAME = "consumer";

    private final Map<String, Forwarding> owners;

    /** @param owners by the name of the service */
    public ByConsumer(Map<String, Forwarding> owners) {
        this.owners = new TreeMap<>(owners);
    }

    @Override
    public void handle(RoutingContext ctx) {
        String inPath = ctx.pathParam(NAME);
        if (inPath != null) {
            forward(ctx, inPath, Problems.notFound("There is no such consumer. " + known()));
        } else if (ctx.request().method() == HttpMethod.POST) {
            Object inBody = JsonBody.of(ctx).getValue(NAME);
            forward(ctx, inBody instanceof String text ? text : null, unknown("/" + NAME));
        } else {
            List<String> inQuery = ctx.queryParam(NAME);
            if (inQuery.size() != 1) {
                throw Problems.malformed("The query parameter consumer has to be given, once.")
                        .asException();
            }
            forward(ctx, inQuery.get(0), unknown(NAME));
        }
    }

    private void forward(RoutingContext ctx, @Nullable String consumer, Problem nobody) {
        Forwarding owner = consumer == null ? null : owners.get(consumer.split("\\.", 2)[0]);
        if (owner == null) {
            throw nobody.asException();
        }
        owner.handle(ctx);
    }

    private Problem unknown(String pointer) {
        return Problems.invalid(
                "No such consumer can be asked. " + known(),
                List.of(new Violation(pointer, "names no consumer of " + String.join(" or ", owners.keySet()))));
    }

    private String known() {
        return "Name one that belongs to " + String.join(" or ", owners.keySet()) + ", in full.";
    }
}
