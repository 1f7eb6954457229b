package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The role, address or name of a member was changed. All values are those after the change; an absent address or name
 * means that the member has none. The envelope's sequence is the workspace's membership version after it.
 *
 * @param formerRole the role before; absent in old events, from before this property existed
 */
public record MemberChanged(
        UUID workspaceId,
        @Text(USER_ID) String userId,
        Role role,
        @Nullable @Text(EMAIL) String email,
        @Nullable @Text(NAME) String name,
        @Nullable Role formerRole)
        implements Fact {
    public MemberChanged {
        Shape.check(MemberChanged.class, workspaceId, userId, role, email, name, formerRole);
    }

    /** Returns true if the role is known to be unchanged. */
    public boolean keepsRole() {
        return role == formerRole;
    }
}
