package dev.tandem.notifier.membership;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.table.Columns;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that changes the members of a workspace.
 *
 * @param eventId id of the event
 * @param version the workspace's membership version after the event
 * @param founding true if the event is the creation of the workspace
 * @param member the user's membership afterwards; null when the user left
 */
public record MembershipChange(
        UUID eventId,
        UUID workspaceId,
        long version,
        boolean founding,
        String userId,
        @Nullable Member member) {

    static final Columns<MembershipChange> VERSION = Columns.<MembershipChange>none()
            .id("workspace_id", MembershipChange::workspaceId)
            .bigint("version", MembershipChange::version)
            .id("event_id", MembershipChange::eventId);

    public static final Columns<MembershipChange> COLUMNS = VERSION.text("user_id", MembershipChange::userId)
            .text("role", MembershipChange::role)
            .text("email", MembershipChange::email)
            .text("name", MembershipChange::name);

    /** Returns the change that a fact makes, if any. */
    public static Optional<MembershipChange> of(Fact fact, long version, UUID eventId) {
        if (fact instanceof WorkspaceCreated created) {
            Member owner = new Member(
                    created.workspaceId(),
                    created.owner().userId(),
                    Role.owner,
                    created.owner().email(),
                    created.owner().name());
            return Optional.of(
                    new MembershipChange(eventId, created.workspaceId(), version, true, owner.userId(), owner));
        }
        if (fact instanceof MemberAdded added) {
            return Optional.of(becomes(
                    new Member(added.workspaceId(), added.userId(), added.role(), added.email(), added.name()),
                    version,
                    eventId));
        }
        if (fact instanceof MemberChanged changed) {
            return Optional.of(becomes(
                    new Member(
                            changed.workspaceId(), changed.userId(), changed.role(), changed.email(), changed.name()),
                    version,
                    eventId));
        }
        return fact instanceof MemberRemoved removed
                ? Optional.of(
                        new MembershipChange(eventId, removed.workspaceId(), version, false, removed.userId(), null))
                : Optional.empty();
    }

    /** Returns true if the change can be valid at all, in whatever order the events come. */
    public boolean sound() {
        return !(Verdict.decide(this, version - 1) instanceof Verdict.Absurd);
    }

    /** The user's role afterwards; like the e-mail address and the name, null when the user left. */
    public @Nullable String role() {
        return member == null ? null : member.role().name();
    }

    public @Nullable String email() {
        return member == null ? null : member.email();
    }

    public @Nullable String name() {
        return member == null ? null : member.name();
    }

    private static MembershipChange becomes(Member member, long version, UUID eventId) {
        return new MembershipChange(eventId, member.workspaceId(), version, false, member.userId(), member);
    }
}
