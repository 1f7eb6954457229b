package dev.tandem.notifier.mail;

import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Carrier;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/**
 * Mails one invitation per delivery, whose receiver is the invitation's id. Derives the token, and asks project-service with it what
 * the mail says: nothing is mailed that was revoked, accepted or has expired in the meantime (410). A project-service that does not
 * know the token (404) has another key or none: that is a failure of ours, and the mail waits.
 */
final class InvitationCarrier implements Carrier {

    static final String CHANNEL = "invitation";

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final ServiceClient projects;
    private final InvitationKey key;
    private final MailStore store;
    private final Mailer mailer;
    private final MailComposer composer;

    InvitationCarrier(ServiceClient projects, InvitationKey key, Pool pool, Mailer mailer, MailComposer composer) {
        this.projects = projects;
        this.key = key;
        this.store = new MailStore(pool);
        this.mailer = mailer;
        this.composer = composer;
    }

    @Override
    public Future<Attempt> carry(Delivery delivery) {
        String token = key.token(UUID.fromString(delivery.receiver()));
        return projects.get("/v1/invitations/" + token)
                .sendForJson()
                .map(Invitation::from)
                .compose(invitation -> send(delivery, invitation, token))
                .recover(InvitationCarrier::unlessOver);
    }

    private Future<Attempt> send(Delivery delivery, Invitation invitation, String token) {
        return store.objection(invitation, delivery.workspaceId())
                .compose(objection -> objection.isPresent()
                        ? store.address(delivery, invitation.email())
                                .<Attempt>map(recorded -> new Attempt.Unwanted(objection.get()))
                        : mailer.send(
                                delivery,
                                invitation.email(),
                                invitation.subscriber(),
                                stop -> composer.invitation(delivery, invitation, token, stop)));
    }

    private static Future<Attempt> unlessOver(Throwable failure) {
        int status =
                failure instanceof ProblemException answer ? answer.problem().status() : 0;
        return switch (status) {
            case GONE -> Future.succeededFuture(new Attempt.Unwanted("the invitation is no longer open"));
            case NOT_FOUND ->
                Future.succeededFuture(new Attempt.Hindered(
                        "project-service does not know the token: it has another INVITATION_KEY, or none"));
            default -> Future.failedFuture(failure);
        };
    }

    @Override
    public Future<Void> close() {
        return mailer.close();
    }
}
