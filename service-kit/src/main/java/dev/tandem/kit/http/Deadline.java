package dev.tandem.kit.http;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;

/**
 * Answers a request that takes too long: 408 if its body has not arrived, otherwise 503. Closes the connection if an answer has
 * begun.
 *
 * <p>Routes that hold a request on purpose move or lift their deadline. Work under way is not interrupted; {@link Answers} drops
 * its late result.
 */
public final class Deadline implements PlatformHandler {

    private static final String KEY = "tandem.deadline";

    private final Duration limit;

    Deadline(Duration limit) {
        this.limit = limit;
    }

    /** Removes the time limit of the request; for streams. */
    public static void lift(RoutingContext ctx) {
        Long timer = ctx.remove(KEY);
        if (timer != null) {
            ctx.vertx().cancelTimer(timer);
        }
    }

    /** Sets a new time limit, counted from now; for long polls. */
    public static void move(RoutingContext ctx, Duration limit) {
        lift(ctx);
        ctx.put(KEY, ctx.vertx().setTimer(Math.max(1, limit.toMillis()), timer -> expire(ctx)));
    }

    @Override
    public void handle(RoutingContext ctx) {
        move(ctx, limit);
        ctx.addEndHandler(ended -> lift(ctx));
        ctx.next();
    }

    private static void expire(RoutingContext ctx) {
        ctx.remove(KEY);
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        if (!ctx.request().isEnded()) {
            ctx.addEndHandler(sent -> ctx.request().connection().close());
            ctx.fail(Problems.standard(408).withHeader("Connection", "close").asException());
        } else {
            ctx.fail(Problems.unavailable("The answer took too long; try again.", 2)
                    .asException());
        }
    }
}
