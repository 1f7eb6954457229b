package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.InputTrustHandler;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that are nested more deeply than any of ours, before they are parsed. */
final class JsonDepth implements InputTrustHandler {

    private static final int DEEPEST = 16;

    @Override
    public void handle(RoutingContext ctx) {
        if (isTooDeep(ctx.body().buffer())) {
            ctx.fail(Problems.malformed("The body is nested more than " + DEEPEST + " levels deep.")
                    .asException());
        } else {
            ctx.next();
        }
    }

    static boolean isTooDeep(@Nullable Buffer body) {
        int depth = 0;
        boolean inText = false;
        for (int i = 0; body != null && i < body.length(); i++) {
            byte each = body.getByte(i);
            if (inText) {
                if (each == '\\') {
                    i++;
                } else if (each == '"') {
                    inText = false;
                }
            } else if (each == '"') {
                inText = true;
            } else if (each == '{' || each == '[') {
                if (++depth > DEEPEST) {
                    return true;
                }
            } else if (each == '}' || each == ']') {
                depth--;
            }
        }
        return false;
    }
}
