package dev.tandem.project.invitation;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.project.decision.Origin;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.MemberChange;
import dev.tandem.project.workspace.MemberChanges;
import dev.tandem.project.workspace.Membership;
import dev.tandem.project.workspace.MembershipRules;
import dev.tandem.project.workspace.WorkspaceStore;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets in those who accept an invitation, under the lock of the workspace: once, whoever and however many try. Whoever invited
 * must still be allowed to, and not be about to be erased.
 *
 * @param transactor an {@linkplain dev.tandem.messaging.erasure.ErasureAware aware} one
 */
record Acceptances(Transactor transactor, MemberChanges members, Clock clock) {

    /** Makes the caller a member, with the role of the invitation; repeatable by the same caller. */
    Future<Member> accept(UUID id, Caller caller, String correlationId) {
        Context cause = Context.current();
        return transactor.transact(work -> locked(work, id)
                .compose(invitation -> members.load(
                                work.sql(), invitation.workspaceId(), invitation.invitedBy(), caller.userId())
                        .compose(membership -> {
                            if (caller.userId().equals(invitation.acceptedBy())) {
                                return repeated(membership.member(caller.userId()));
                            }
                            Problem objection = objection(invitation, caller, membership, clock.instant());
                            return objection == null
                                    ? join(work, invitation, caller, membership, correlationId, cause)
                                    : Future.failedFuture(objection.asException());
                        })));
    }

    /** The answer about an invitation that was accepted, was revoked, has expired, or is no longer kept. */
    static Problem gone() {
        return Problems.gone(
                "The invitation is no longer open: it was accepted or revoked, or has expired. Ask for another one.");
    }

    /** Reads the invitation under the lock of its workspace. */
    private static Future<Invitation> locked(UnitOfWork work, UUID id) {
        InvitationStore store = new InvitationStore(work.sql());
        return store.find(id)
                .map(Problems.orElse(gone()))
                .compose(seen -> new WorkspaceStore(work.sql()).lock(seen.workspaceId()))
                .compose(version -> store.find(id))
                .map(Problems.orElse(gone()));
    }

    private static Future<Member> repeated(@Nullable Member member) {
        return member == null ? Future.failedFuture(gone().asException()) : Future.succeededFuture(member);
    }

    private @Nullable Problem objection(Invitation invitation, Caller caller, Membership membership, Instant now) {
        Member inviter = membership.member(invitation.invitedBy());
        if (!invitation.isOpen(now)
                || members.isErased(invitation.invitedBy())
                || !MembershipRules.mayManage(inviter == null ? null : inviter.role(), invitation.role())) {
            return gone();
        }
        if (!Addresses.isThat(caller.email(), invitation.email())) {
            return Problems.forbidden(
                    "The invitation is for another address than that of your account; sign in with the invited one.");
        }
        return caller.emailDoubted()
                ? Problems.forbidden(
                        "The address of your account is not verified; have it verified, and sign in again.")
                : null;
    }

    private Future<Member> join(
            UnitOfWork work,
            Invitation invitation,
            Caller caller,
            Membership membership,
            String correlationId,
            Context cause) {
        MemberChange change = new MemberChange.Join(
                invitation.workspaceId(),
                invitation.invitedBy(),
                caller.userId(),
                invitation.role(),
                caller.email(),
                caller.name());
        Origin origin = Origin.requestedBy(caller.userId(), invitation.workspaceId(), correlationId);
        return members.apply(work, change, membership, origin, cause)
                .compose(after -> new InvitationStore(work.sql())
                        .end(invitation.id(), caller.userId())
                        .map(ended -> after.existing(caller.userId())));
    }
}
