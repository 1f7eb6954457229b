package dev.tandem.notifier.mail;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.UUID;

/**
 * Serves {@code /v1/mail/subscriptions/{token}}, the link in every mail, to whoever has it: GET shows a page with a button
 * and changes nothing, because scanners follow links; POST stops mail of that workspace to that person, as mail programs do
 * (RFC 8058); POST to {@code …/resumption} resumes it. Idempotent. Mail programs and browsers send a form,
 * which is not read. Public: the gateway forwards requests without a caller, because the token is the credential.
 */
final class SubscriptionRoutes {

    private static final String PATH = "/v1/mail/subscriptions/:token";

    private final MailStore store;

    SubscriptionRoutes(Pool pool) {
        this.store = new MailStore(pool);
    }

    void mount(Router router) {
        router.get(PATH).handler(ctx -> answer(ctx, store.stopped(token(ctx))));
        router.post("/v1/mail/subscriptions/:token/resumption")
                .handler(ctx -> answer(ctx, store.stop(token(ctx), false)));
        router.post(PATH).handler(ctx -> answer(ctx, store.stop(token(ctx), true)));
    }

    private static UUID token(RoutingContext ctx) {
        return Ids.inPath(ctx, "token");
    }

    private static void answer(RoutingContext ctx, Future<Optional<Boolean>> stopped) {
        stopped.map(Problems.orElse(Problems.notFound("This link is not known.")))
                .onComplete(Answers.to(
                        ctx,
                        is -> ctx.response()
                                .putHeader("Content-Type", "text/html; charset=utf-8")
                                .putHeader("Cache-Control", "no-store")
                                .putHeader("Referrer-Policy", "no-referrer")
                                .end(page(is, ctx.pathParam("token")))));
    }

    /** @param token a UUID, so it needs no escaping */
    private static String page(boolean stopped, String token) {
        return stopped
                ? page("Mails of this workspace are stopped.", token + "/resumption", "Send them again")
                : page("You get mails of this workspace.", token, "Stop them");
    }

    private static String page(String says, String action, String button) {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>Mail</title></head>
                <body><p>%s</p><form method="post" action="/v1/mail/subscriptions/%s"><button>%s</button></form></body></html>
                """.formatted(says, action, button);
    }
}
