package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's role, address or name is another one; what is absent here, the member does not have. The envelope's sequence is the workspace's membership version after it.
 *
 * @param formerRole the role before; absent in events of the time when it was not told
 */
public record MemberChanged(
        UUID workspaceId,
        String userId,
        Role role,
        @Nullable String email,
        @Nullable String name,
        @Nullable Role formerRole)
        implements Fact {
    public MemberChanged {
        Require.present(workspaceId, "workspaceId");
        Require.text(userId, Require.USER_ID, "userId");
        Require.present(role, "role");
        Require.optionalText(email, Require.EMAIL, "email");
        Require.optionalText(name, Require.NAME, "name");
    }

    /** Whether it is known that the role is the one that it was. */
    public boolean keepsRole() {
        return role == formerRole;
    }
}
