package dev.tandem.notifier.rebuild;

import dev.tandem.notifier.membership.Member;
import dev.tandem.notifier.membership.MembershipChange;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of a membership, and the event that told it. */
record LoggedChange(UUID eventId, MembershipChange change) {

    UUID workspaceId() {
        return change.workspaceId();
    }

    long version() {
        return change.version();
    }

    String userId() {
        return change.userId();
    }

    /** Null for a user who left. */
    @Nullable
    String role() {
        Member member = change.member();
        return member == null ? null : member.role().name();
    }

    @Nullable
    String email() {
        Member member = change.member();
        return member == null ? null : member.email();
    }

    @Nullable
    String name() {
        Member member = change.member();
        return member == null ? null : member.name();
    }
}
