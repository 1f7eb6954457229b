package dev.tandem.project.invitation;

import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Query;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.UUID;

/**
 * Serves {@code GET /v1/invitations/{token}} to whoever has the token, which is the credential: what one is invited to, by whom
 * and until when. 404 for what is no token, 410 for an invitation that cannot be accepted. The notifier reads it too, when it
 * sends the mail.
 */
record PreviewRoutes(Pool pool, InvitationKey key, Clock clock) {

    void mount(Router router) {
        router.get("/v1/invitations/:token").handler(this::show);
    }

    private void show(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID invitation = key.invitation(ctx.pathParam("token"))
                .orElseThrow(() -> InvitationRoutes.noSuchToken().asException());
        new InvitationStore(pool)
                .preview(invitation)
                .map(found -> found.filter(preview -> preview.isValid(clock.instant())))
                .map(Problems.orElse(Acceptances.gone()))
                .map(Preview::toJson)
                .onComplete(Answers.json(ctx));
    }
}
