package dev.tandem.project.invitation;

import dev.tandem.contracts.Role;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.Transactor;
import dev.tandem.project.workspace.Grants;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.MemberChanges;
import dev.tandem.project.workspace.MemberStore;
import dev.tandem.project.workspace.Workspace;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.UUID;

/**
 * Serves the invitations of a workspace to those who manage its members, and their acceptance to whoever has a token and is signed
 * in. A change is answered once it is durable.
 */
final class InvitationRoutes {

    private static final String ALL = "/v1/workspaces/:workspaceId/invitations";
    private static final int LONGEST_MESSAGE = 500;

    private final Pool pool;
    private final InvitationKey key;
    private final Invitations invitations;
    private final Acceptances acceptances;

    InvitationRoutes(
            Pool pool,
            InvitationKey key,
            Transactor transactor,
            MemberChanges members,
            InvitationSettings settings,
            Clock clock) {
        this.pool = pool;
        this.key = key;
        this.invitations = new Invitations(transactor, members, settings, key, clock);
        this.acceptances = new Acceptances(transactor, members, clock);
    }

    void mount(Router router) {
        router.get(ALL).handler(this::list);
        router.post(ALL).handler(this::invite);
        router.delete(ALL + "/:invitationId").handler(this::revoke);
        router.post(ALL + "/:invitationId/mails").handler(this::sendAgain);
        router.post("/v1/invitations/:token/acceptance").handler(this::accept);
    }

    private void list(RoutingContext ctx) {
        UUID workspace = Ids.inPath(ctx, "workspaceId");
        Page<UUID> page = Page.of(Query.of(ctx, "cursor", "limit"), Cursors.NEWEST_FIRST);
        String reader = Caller.of(ctx).userId();
        new MemberStore(pool)
                .find(workspace, reader, reader)
                .map(Problems.orElse(Workspace.noSuchWorkspace()))
                .compose(InvitationRoutes::manager)
                .compose(manager -> new InvitationStore(pool).page(workspace, page.after(), page.rows()))
                .map(found -> page.toJson(found, OpenInvitation::id, OpenInvitation::toJson))
                .onComplete(Answers.json(ctx));
    }

    private static Future<Member> manager(Member member) {
        return Grants.allows(member.role(), Action.MEMBERS_MANAGE)
                ? Future.succeededFuture(member)
                : Future.failedFuture(
                        Grants.refusal(member.role(), Action.MEMBERS_MANAGE).asException());
    }

    private void invite(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID workspace = Ids.inPath(ctx, "workspaceId");
        Wish wish = Fields.read(JsonBody.of(ctx), body -> {
            if (!body.has("email")) {
                body.refuse("email", "is missing");
            }
            String email = body.optionalMatch("email", Addresses::isCommon, "is not an address to which mail is sent");
            return new Wish(
                    workspace,
                    Caller.of(ctx).userId(),
                    email == null ? "" : email,
                    body.choice("role", Role.class),
                    body.optionalText("message", LONGEST_MESSAGE));
        });
        invitations.invite(wish, CorrelationId.of(ctx)).onComplete(Answers.to(ctx, invited -> {
            ctx.response().setStatusCode(invited.mails() == 1 ? 201 : 200);
            Answers.json(ctx, invited.toJson(true));
        }));
    }

    private void sendAgain(RoutingContext ctx) {
        Query.refuseAny(ctx);
        invitations
                .sendAgain(
                        Ids.inPath(ctx, "workspaceId"),
                        Ids.inPath(ctx, "invitationId"),
                        Caller.of(ctx).userId(),
                        CorrelationId.of(ctx))
                .map(invited -> invited.toJson(true))
                .onComplete(Answers.json(ctx));
    }

    private void revoke(RoutingContext ctx) {
        Query.refuseAny(ctx);
        invitations
                .revoke(
                        Ids.inPath(ctx, "workspaceId"),
                        Ids.inPath(ctx, "invitationId"),
                        Caller.of(ctx).userId())
                .onComplete(Answers.to(
                        ctx, revoked -> ctx.response().setStatusCode(204).end()));
    }

    private void accept(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID invitation = key.invitation(ctx.pathParam("token"))
                .orElseThrow(() -> noSuchToken().asException());
        acceptances
                .accept(invitation, Caller.of(ctx), CorrelationId.of(ctx))
                .map(Member::toJson)
                .onComplete(Answers.json(ctx));
    }

    /** The answer to what is no token; found out without a look at the database, so nothing can be learnt from it. */
    static Problem noSuchToken() {
        return Problems.notFound("There is no such invitation; check the link.");
    }
}
