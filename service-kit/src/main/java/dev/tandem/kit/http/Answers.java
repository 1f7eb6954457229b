package dev.tandem.kit.http;

import dev.tandem.kit.telemetry.SecretPaths;
import io.vertx.core.Completable;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a request with the result of a future: {@code future.onComplete(Answers.to(ctx, found -> ctx.json(found)))}. */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /**
     * Answers once a future has succeeded, and fails the request when the future fails or {@code answer} throws, so that a
     * bug leaves no request waiting for its deadline.
     *
     * <p>A result is dropped if it arrives after the answer has begun, such as the {@link Deadline}'s, or after the caller
     * has left: {@code answer} is not called, the request is not failed, and the result, even a failure, is logged at debug
     * level only. The work behind it is not undone.
     *
     * @param answer called at most once, on the context on which the future completes, which must be the request's; may
     *     also fail the request itself. When it throws while sending, the connection is closed.
     * @return a handler for one future; should several complete for one request, only the first answers it
     */
    public static <T> Completable<T> to(RoutingContext ctx, Handler<? super T> answer) {
        return (value, failure) -> {
            if (isOver(ctx.response())) {
                LOG.debug(
                        "What came for {} {} came too late",
                        ctx.request().method(),
                        SecretPaths.masked(String.valueOf(ctx.request().path())),
                        failure);
            } else if (failure != null) {
                ctx.fail(failure);
            } else {
                answer(ctx, answer, value);
            }
        };
    }

    /** Answers with the JSON of a future: {@code future.onComplete(Answers.json(ctx))}. Otherwise like {@link #to}. */
    public static Completable<JsonObject> json(RoutingContext ctx) {
        return to(ctx, json -> json(ctx, json));
    }

    /** Answers with JSON that no cache may keep. */
    public static void json(RoutingContext ctx, JsonObject json) {
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.json(json);
    }

    private static <T> void answer(RoutingContext ctx, Handler<? super T> answer, T value) {
        try {
            answer.handle(value);
        } catch (Throwable thrown) {
            ctx.fail(thrown);
        }
    }

    private static boolean isOver(HttpServerResponse response) {
        return response.headWritten() || response.ended() || response.closed();
    }
}
