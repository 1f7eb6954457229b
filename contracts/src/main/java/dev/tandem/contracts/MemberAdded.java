package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user joined a workspace. The envelope's sequence is the workspace's membership version after it. */
public record MemberAdded(
        UUID workspaceId,
        String userId,
        Role role,
        @Nullable String email,
        @Nullable String name) implements Fact {
    public MemberAdded {
        Require.present(workspaceId, "workspaceId");
        Require.text(userId, Require.USER_ID, "userId");
        Require.present(role, "role");
        Require.optionalText(email, Require.EMAIL, "email");
        Require.optionalText(name, Require.NAME, "name");
    }
}
