package dev.tandem.project.workspace;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may change whose membership. Owners and admins manage members, everyone may leave and choose
 * their own name, only owners touch owners, and a workspace never loses its last owner. For anyone who is not a member, the workspace does not exist.
 */
public final class MembershipRules {

    /** Nobody's id. */
    private static final String SOMEBODY = "";

    private MembershipRules() {}

    /** Returns why the actor may not invite anybody to the workspace in this role; null if they may. */
    public static @Nullable Problem objection(UUID workspace, String actor, Role role, Membership membership) {
        Member inviter = membership.member(actor);
        return inviter == null
                ? Workspace.noSuchWorkspace()
                : objection(
                        new MemberChange.Join(workspace, actor, SOMEBODY, role, null, null), inviter, null, membership);
    }

    /** Returns true if the actor's role, null if they are no member, allows them to let somebody in as this. */
    public static boolean mayManage(@Nullable Role actor, Role role) {
        return actor != null
                && Grants.allows(actor, Action.MEMBERS_MANAGE)
                && (actor == Role.owner || role != Role.owner);
    }

    static Decision decide(MemberChange change, Membership membership, Instant now) {
        Member actor = membership.member(change.actor());
        if (actor == null) {
            return Decision.refused(Workspace.noSuchWorkspace());
        }
        Member subject = membership.member(change.userId());
        if (change instanceof MemberChange.Join && subject != null) {
            return Decision.changesNothing();
        }
        Problem objection = objection(change, actor, subject, membership);
        if (objection != null) {
            return Decision.refused(objection);
        }
        Fact fact = fact(change, subject);
        return fact == null
                ? Decision.changesNothing()
                : Decision.happens(new Occurrence(fact, change.workspaceId(), membership.version() + 1, now));
    }

    private static @Nullable Problem objection(
            MemberChange change, Member actor, @Nullable Member subject, Membership membership) {
        boolean own = !letsIn(change) && actor.equals(subject);
        if (!own && !Grants.allows(actor.role(), Action.MEMBERS_MANAGE)) {
            return Problems.forbidden(
                    "Only owners and admins change who is in a workspace, and names other than their own. Ask one of them.");
        }
        if (subject == null && !letsIn(change)) {
            return Problems.notFound("This user is not in the workspace; see its members.");
        }
        if (actor.role() != Role.owner && touchesOwner(change, subject)) {
            return Problems.forbidden("Only owners make, change or remove owners. Ask one of them.");
        }
        if (subject != null && membership.isLastOwner(subject) && losesRole(change)) {
            return Problems.conflict("A workspace keeps at least one owner; make somebody else one first.");
        }
        if (subject == null && membership.full()) {
            return Problems.conflict("The workspace has as many members as it can have; remove somebody first.");
        }
        return null;
    }

    private static boolean letsIn(MemberChange change) {
        return change instanceof MemberChange.Put || change instanceof MemberChange.Join;
    }

    private static boolean touchesOwner(MemberChange change, @Nullable Member subject) {
        return remainsOwner(change) || (subject != null && subject.role() == Role.owner);
    }

    private static boolean losesRole(MemberChange change) {
        return !(change instanceof MemberChange.Rename) && !remainsOwner(change);
    }

    private static boolean remainsOwner(MemberChange change) {
        return (change instanceof MemberChange.Put put && put.role() == Role.owner)
                || (change instanceof MemberChange.Join join && join.role() == Role.owner);
    }

    private static @Nullable Fact fact(MemberChange change, @Nullable Member subject) {
        if (change instanceof MemberChange.Put put) {
            if (subject == null) {
                return new MemberAdded(put.workspaceId(), put.userId(), put.role(), put.email(), put.name(), null);
            }
            return isAlready(subject, put)
                    ? null
                    : new MemberChanged(
                            put.workspaceId(), put.userId(), put.role(), put.email(), put.name(), subject.role());
        }
        if (change instanceof MemberChange.Join join) {
            return new MemberAdded(
                    join.workspaceId(), join.userId(), join.role(), join.email(), join.name(), join.actor());
        }
        if (change instanceof MemberChange.Rename rename && subject != null) {
            return rename.name().equals(subject.name())
                    ? null
                    : new MemberChanged(
                            rename.workspaceId(),
                            subject.userId(),
                            subject.role(),
                            subject.email(),
                            rename.name(),
                            subject.role());
        }
        return new MemberRemoved(change.workspaceId(), change.userId());
    }

    private static boolean isAlready(Member member, MemberChange.Put put) {
        return member.role() == put.role()
                && Objects.equals(member.email(), put.email())
                && Objects.equals(member.name(), put.name());
    }
}
