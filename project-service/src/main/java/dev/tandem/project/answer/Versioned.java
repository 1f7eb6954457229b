package dev.tandem.project.answer;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Something that has a version, which is its ETag: who has it already gets 304 instead. */
public final class Versioned {

    private Versioned() {}

    public static void answer(RoutingContext ctx, long version, JsonObject json) {
        ctx.etag(Long.toString(version));
        if (ctx.isFresh()) {
            ctx.response().setStatusCode(304).end();
        } else {
            ctx.json(json);
        }
    }
}
