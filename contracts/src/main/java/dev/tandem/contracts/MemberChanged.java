package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's role, address or name is another one. What is absent here, the member does not have. The envelope's sequence is the
 * workspace's membership version after it.
 *
 * @param formerRole the role before; absent in events of the time when it was not told
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

    /** Whether it is known that the role is the one that it was. */
    public boolean keepsRole() {
        return role == formerRole;
    }
}
