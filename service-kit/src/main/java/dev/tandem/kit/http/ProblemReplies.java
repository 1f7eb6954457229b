package dev.tandem.kit.http;

import dev.tandem.kit.telemetry.SecretPaths;
import dev.tandem.kit.telemetry.SpanFailure;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure of a router into an {@code application/problem+json} answer.
 *
 * <p>An unexpected failure becomes a 500 that reveals nothing but the correlation id. An unreachable dependency becomes a 503
 * with {@code Retry-After}. If an answer has begun, the connection is closed instead; a client that has left gets no answer.
 * Problems are passed to {@link RequestEnd} for the log; the failure behind a 5xx is also recorded in the request's span.
 */
public final class ProblemReplies implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReplies.class);

    private ProblemReplies() {}

    /** Makes {@code router} answer with problems, also if no route matches. */
    public static void guard(Router router) {
        ProblemReplies replies = new ProblemReplies();
        router.route().failureHandler(replies);
        for (int status : new int[] {400, 404, 406, 413, 415, 500}) {
            router.errorHandler(status, replies);
        }
        router.errorHandler(405, ctx -> {
            String allow = AllowedMethods.of(router, ctx);
            send(ctx, allow.isEmpty() ? Problems.standard(404) : Problems.methodNotAllowed(allow));
        });
    }

    /** Sends {@code problem}. Closes the connection if another answer has begun; does nothing if that has ended. */
    public static void send(RoutingContext ctx, Problem problem) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            ctx.request().connection().close();
            return;
        }
        Problem here = problem.at(ctx.request().path(), CorrelationId.of(ctx));
        RequestEnd.because(ctx, here, ctx.failure());
        response.setStatusCode(here.status());
        here.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", Problem.MEDIA_TYPE).putHeader("Cache-Control", "no-store");
        if (here.status() == 413) {
            BodyDrain.discard(ctx.request());
        }
        response.end(here.toJson().toBuffer());
    }

    /** Sends {@code problem} to a request that never reached a router; discards the rest of its body. */
    public static void send(HttpServerRequest request, Problem problem) {
        String correlation = CorrelationId.offeredBy(request);
        HttpServerResponse response = request.response().setStatusCode(problem.status());
        RequestEnd.turnedAway(request, problem, correlation);
        SecurityHeaders.addTo(response);
        problem.headers().forEach(response::putHeader);
        BodyDrain.discard(request);
        response.putHeader(CorrelationId.HEADER, correlation)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.at(request.path(), correlation).toJson().toBuffer());
    }

    @Override
    public void handle(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        if (ctx.response().closed() && !ctx.response().ended()) {
            LOG.debug(
                    "{} {} was left by its caller",
                    ctx.request().method(),
                    SecretPaths.masked(String.valueOf(ctx.request().path())));
            return;
        }
        Problem problem = problemOf(failure, ctx.statusCode());
        if (failure != null && problem.status() >= 500) {
            SpanFailure.event(Span.current(), failure);
        }
        send(ctx, problem);
    }

    private static Problem problemOf(@Nullable Throwable failure, int status) {
        if (failure instanceof ProblemException expected) {
            return expected.problem();
        }
        if (failure instanceof HttpException http) {
            return Problems.standard(http.getStatusCode());
        }
        if (Unavailability.explains(failure)) {
            return Problems.unavailable("Something that this service depends on cannot be reached; try again.", 2);
        }
        return Problems.standard(status);
    }
}
