package dev.tandem.project.invitation;

import dev.tandem.contracts.Role;
import dev.tandem.contracts.SendInvitation;
import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.project.decision.Origin;
import dev.tandem.project.workspace.MemberChanges;
import dev.tandem.project.workspace.MemberStore;
import dev.tandem.project.workspace.Membership;
import dev.tandem.project.workspace.MembershipRules;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Invites addresses to a workspace, sends invitations again and revokes them, under the lock of the workspace. When a future
 * succeeds, the change is durable, and the notifier will be told to mail. It fails with a problem if the change is refused.
 *
 * @param transactor an {@linkplain dev.tandem.messaging.erasure.ErasureAware aware} one
 * @param key by which mails to one address are recognised
 */
record Invitations(
        Transactor transactor, MemberChanges members, InvitationSettings settings, InvitationKey key, Clock clock) {

    /** The status of what is refused only because the workspace is full, which keeps nobody from managing invitations. */
    private static final int CONFLICT = 409;

    /** Invites the address, or renews its invitation, unless the actor may not send that; either is mailed. */
    Future<Invitation> invite(Wish wish, String correlationId) {
        Context cause = Context.current();
        return transactor.transact(work -> allowed(work, wish).compose(ok -> decide(work, wish, correlationId, cause)));
    }

    /** Renews an invitation of the workspace that has not been accepted or revoked; 404 otherwise. */
    Future<Invitation> sendAgain(UUID workspace, UUID id, String actor, String correlationId) {
        Context cause = Context.current();
        return transactor.transact(work -> manageable(work, workspace, id, actor)
                .compose(known -> {
                    Wish wish = Wish.again(known, actor);
                    return decide(work, wish, correlationId, cause);
                }));
    }

    /** Ends an invitation of the workspace that has not been accepted or revoked; 404 otherwise. */
    Future<Void> revoke(UUID workspace, UUID id, String actor) {
        return transactor.transact(work -> manageable(work, workspace, id, actor)
                .compose(known -> new InvitationStore(work.sql()).end(known.id(), null)));
    }

    /** Who is not allowed to manage members learns that first, whatever the id. */
    private Future<Invitation> manageable(UnitOfWork work, UUID workspace, UUID id, String actor) {
        return members.load(work.sql(), workspace, actor, actor)
                .compose(membership -> new InvitationStore(work.sql())
                        .find(id)
                        .map(found ->
                                found.filter(known -> known.workspaceId().equals(workspace) && known.endedAt() == null))
                        .compose(found -> {
                            Problem objection = objection(workspace, actor, found, membership);
                            return objection == null
                                    ? Future.succeededFuture(found.orElseThrow())
                                    : Future.failedFuture(objection.asException());
                        }));
    }

    private @Nullable Problem objection(
            UUID workspace, String actor, Optional<Invitation> found, Membership membership) {
        if (members.isErased(actor)) {
            return MemberChanges.erased();
        }
        Problem denied = MembershipRules.objection(
                workspace, actor, found.map(Invitation::role).orElse(Role.viewer), membership);
        if (denied != null && denied.status() != CONFLICT) {
            return denied;
        }
        return found.isEmpty()
                ? Problems.notFound("There is no such open invitation; see those of the workspace.")
                : null;
    }

    private Future<Void> allowed(UnitOfWork work, Wish wish) {
        return members.load(work.sql(), wish.workspaceId(), wish.actor(), wish.actor())
                .compose(membership -> {
                    Problem objection = members.isErased(wish.actor())
                            ? MemberChanges.erased()
                            : MembershipRules.objection(wish.workspaceId(), wish.actor(), wish.role(), membership);
                    return objection == null
                            ? replaceable(work, wish, membership)
                            : Future.failedFuture(objection.asException());
                });
    }

    /** An admin must not make an invitation as owner one as viewer. */
    private Future<Void> replaceable(UnitOfWork work, Wish wish, Membership membership) {
        return new InvitationStore(work.sql())
                .ofAddress(wish.workspaceId(), wish.email())
                .compose(found -> {
                    Optional<Problem> objection = found.filter(former -> former.isOpen(clock.instant()))
                            .flatMap(former -> Optional.ofNullable(MembershipRules.objection(
                                    wish.workspaceId(), wish.actor(), former.role(), membership)));
                    return objection.isEmpty()
                            ? Future.succeededFuture()
                            : Future.failedFuture(objection.get().asException());
                });
    }

    private Future<Invitation> decide(UnitOfWork work, Wish wish, String correlationId, Context cause) {
        Mailing mailing = new Mailing(wish.workspaceId(), wish.actor(), key.seal(Addresses.mailbox(wish.email())));
        return new MailingStore(work.sql())
                .lock(mailing)
                .compose(alone -> decide(work, wish, mailing, correlationId, cause));
    }

    private Future<Invitation> decide(
            UnitOfWork work, Wish wish, Mailing mailing, String correlationId, Context cause) {
        InvitationStore store = new InvitationStore(work.sql());
        Future<Optional<Invitation>> former = store.ofAddress(wish.workspaceId(), wish.email());
        Future<Boolean> member = new MemberStore(work.sql()).hasAddress(wish.workspaceId(), wish.email());
        Future<Boolean> full = store.hasOpen(settings.perWorkspace(), wish.workspaceId());
        Future<Optional<Instant>> nextMail = new MailingStore(work.sql()).next(mailing, settings.mailsPerHour());
        return Future.join(List.of(former, member, full, nextMail)).compose(read -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Renewal renewal = new Renewal(former.result(), member.result(), full.result(), nextMail.result());
            Problem objection = renewal.objection(now);
            return objection == null
                    ? save(work, renewal.of(wish, now, settings.validity()), mailing, now, correlationId, cause)
                    : Future.failedFuture(objection.asException());
        });
    }

    private static Future<Invitation> save(
            UnitOfWork work, Invitation invitation, Mailing mailing, Instant now, String correlationId, Context cause) {
        SendInvitation request = new SendInvitation(invitation.workspaceId(), invitation.id());
        work.send(
                Origin.requestedBy(invitation.invitedBy(), invitation.workspaceId(), correlationId)
                        .request(request, invitation.id(), now),
                cause);
        Future<Void> saved = new InvitationStore(work.sql()).save(invitation);
        return Future.join(saved, new MailingStore(work.sql()).enter(mailing)).map(invitation);
    }
}
