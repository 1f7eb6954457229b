package dev.tandem.kit.auth;

import dev.tandem.kit.http.Problems;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Admits only operators, whose token has the role {@code ops}; answers 403 to others. Belongs behind
 * {@link Authentication}.
 */
public final class OpsOnly implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext ctx) {
        if (Caller.of(ctx).ops()) {
            ctx.next();
        } else {
            ctx.fail(Problems.forbidden("This is for operators: the token needs the role \"ops\".")
                    .asException());
        }
    }
}
