package dev.tandem.project.invitation;

import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.http.Problems;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.project.workspace.MemberChanges;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/** Adds invitations to the service: their routes, how long they are kept, and what an erasure does to them. */
public final class Inviting {

    /**
     * What an erasure deletes, before the memberships, by which an address is found: what the person sent and accepted, and what
     * was sent to an address that a membership of theirs names.
     */
    public static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .deleted("invitation", "invited_by = $1")
            .deleted("invitation", "accepted_by = $1")
            .deleted("invitation", "lower(email) IN (SELECT lower(m.email) FROM member m WHERE m.user_id = $1)")
            .deleted("invitation_mail", "sent_by = $1");

    private Inviting() {}

    /** Without a key the routes answer 404. */
    public static void addTo(Service service, InvitationSettings settings, int membersPerWorkspace, Clock clock) {
        service.retains(InvitationStore.retention(settings.kept()));
        settings.key()
                .ifPresentOrElse(
                        key -> serve(service, settings, key, membersPerWorkspace, clock),
                        () -> service.servesUnauthenticated(router -> absent(router, "/v1/invitations/:token"))
                                .serves(router -> {
                                    absent(router, "/v1/invitations/*");
                                    absent(router, "/v1/workspaces/:workspaceId/invitations");
                                    absent(router, "/v1/workspaces/:workspaceId/invitations/*");
                                }));
    }

    private static void serve(
            Service service, InvitationSettings settings, InvitationKey key, int membersPerWorkspace, Clock clock) {
        Pool pool = service.pool();
        service.servesUnauthenticated(new PreviewRoutes(pool, key, clock)::mount)
                .begins(messaging -> {
                    Transactor transactor = messaging.erasureAware(pool);
                    MemberChanges members =
                            new MemberChanges(transactor, messaging.tombstones(), membersPerWorkspace, clock);
                    return Future.succeededFuture(
                            new InvitationRoutes(pool, key, transactor, members, settings, clock)::mount);
                });
    }

    private static void absent(Router router, String path) {
        Handler<RoutingContext> answer = ctx ->
                ctx.fail(Problems.notFound("There are no invitations here: the operator has set no INVITATION_KEY.")
                        .asException());
        router.route(path).handler(answer);
    }
}
