package dev.tandem.kit.http;

import dev.tandem.kit.telemetry.SecretPaths;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.sqlclient.DatabaseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records a request in {@link RefusedRequests} if it ends refused or failed. The refusing handler gives the reason
 * beforehand, with {@link #because}; a request whose caller left is not recorded.
 */
public final class RequestEnd implements PlatformHandler {

    private static final String REASON = "tandem.refused-because";
    private static final String USER = "tandem.refused-user";
    private static final int LONGEST_PATH = 200;
    private static final int MOST_CAUSES = 5;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private record Reason(Problem problem, @Nullable Throwable failure) {}

    private final boolean inner;

    /** @param inner whether the senders are other services, not clients */
    RequestEnd(boolean inner) {
        this.inner = inner;
    }

    /** Notes the problem with which the request is answered, and the failure behind it, if any. */
    public static void because(RoutingContext ctx, Problem problem, @Nullable Throwable failure) {
        ctx.put(REASON, new Reason(problem, failure));
    }

    /** Notes the caller of the request. */
    public static void askedBy(RoutingContext ctx, String userId) {
        ctx.put(USER, userId);
    }

    @Override
    public void handle(RoutingContext ctx) {
        long begun = System.nanoTime();
        Context context = Context.current();
        ctx.addEndHandler(ended -> {
            if (ended.succeeded() && ctx.response().getStatusCode() >= 400) {
                note(ctx, context, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            }
        });
        ctx.next();
    }

    private void note(RoutingContext ctx, Context context, long millis) {
        int status = ctx.response().getStatusCode();
        Reason given = ctx.get(REASON);
        Reason reason = given == null ? new Reason(Problems.standard(status), null) : given;
        String userId = ctx.get(USER);
        RefusedRequests.of(ctx.vertx())
                .note(
                        refused(ctx.request(), status, reason, userId, CorrelationId.of(ctx), context, millis),
                        inner,
                        context,
                        reason.failure());
    }

    /** Records a request that never reached a router. */
    static void turnedAway(HttpServerRequest request, Problem problem, String correlationId) {
        io.vertx.core.Context own = Vertx.currentContext();
        if (own != null) {
            Context context = Context.current();
            RefusedRequests.of(own.owner())
                    .note(
                            refused(
                                    request,
                                    problem.status(),
                                    new Reason(problem, null),
                                    null,
                                    correlationId,
                                    context,
                                    0),
                            false,
                            context,
                            null);
        }
    }

    private static RefusedRequest refused(
            HttpServerRequest request,
            int status,
            Reason reason,
            @Nullable String userId,
            String correlationId,
            Context context,
            long millis) {
        Problem problem = reason.problem();
        String method = request.method().name();
        SpanContext span = Span.fromContext(context).getSpanContext();
        return new RefusedRequest(
                Instant.now(),
                METHODS.contains(method) ? method : "OTHER",
                path(request.path()),
                status,
                problem.type().substring(problem.type().lastIndexOf('/') + 1),
                problem.detail(),
                problem.errors().stream().map(Violation::pointer).toList(),
                userId,
                correlationId,
                span.isValid() ? span.getTraceId() : null,
                status >= 500 ? cause(reason.failure()) : null,
                millis);
    }

    private static String path(@Nullable String path) {
        String known = path == null ? "" : SecretPaths.masked(path);
        return known.length() <= LONGEST_PATH ? known : known.substring(0, LONGEST_PATH - 1) + "…";
    }

    /** The chain of causes; of a database error only its code, because its message may repeat values. */
    private static @Nullable String cause(@Nullable Throwable failure) {
        List<String> causes = new ArrayList<>();
        Throwable each = failure;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            if (!(each instanceof ProblemException)) {
                causes.add(described(each));
            }
            each = each.getCause();
        }
        return causes.isEmpty() ? null : String.join(": ", causes);
    }

    private static String described(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        if (failure instanceof DatabaseException database) {
            return type + " " + database.getSqlState();
        }
        return failure.getMessage() == null ? type : type + " " + failure.getMessage();
    }
}
