package dev.tandem.deadletters.replay;

import dev.tandem.deadletters.letter.Letter;
import dev.tandem.deadletters.letter.LetterJson;
import dev.tandem.deadletters.request.IdAndAction;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Serves {@code POST /v1/admin/dead-letters/{id}:replay}, {@code :discard} and {@code :restore}. */
public record ActionRoutes(LetterActions actions) {

    public void mount(Router router) {
        router.post("/v1/admin/dead-letters/:letter").handler(this::act);
    }

    private void act(RoutingContext ctx) {
        Query.refuseAny(ctx);
        IdAndAction asked = IdAndAction.inPath(ctx, "letter");
        switch (asked.action()) {
            case "replay" -> replay(ctx, asked);
            case "discard" -> discard(ctx, asked);
            case "restore" -> restore(ctx, asked);
            default -> throw IdAndAction.unknown();
        }
    }

    private void replay(RoutingContext ctx, IdAndAction asked) {
        ReplayRequest request = Fields.read(Fields.optionalBody(ctx), ReplayRequest::read);
        answer(ctx, 202, actions.replay(asked.id(), Caller.of(ctx).userId(), request));
    }

    private void discard(RoutingContext ctx, IdAndAction asked) {
        String reason =
                Fields.read(Fields.optionalBody(ctx), body -> body.text("reason", ReplayRequest.LONGEST_REASON));
        answer(ctx, 200, actions.discard(asked.id(), Caller.of(ctx).userId(), reason));
    }

    private void restore(RoutingContext ctx, IdAndAction asked) {
        Restoring wanted = Fields.read(
                Fields.optionalBody(ctx),
                body -> new Restoring(body.optionalText("reason", ReplayRequest.LONGEST_REASON)));
        answer(ctx, 200, actions.restore(asked.id(), Caller.of(ctx).userId(), wanted.reason));
    }

    private static void answer(RoutingContext ctx, int status, Future<Letter> done) {
        done.onComplete(Answers.to(ctx, letter -> {
            ctx.response().setStatusCode(status).putHeader("Location", letter.href());
            Answers.json(ctx, LetterJson.whole(letter));
        }));
    }

    private record Restoring(@Nullable String reason) {}
}
