package dev.tandem.contracts;

import java.util.UUID;

/** A user left a workspace. The envelope's sequence is the workspace's membership version after it. */
public record MemberRemoved(UUID workspaceId, String userId) implements Fact {
    public MemberRemoved {
        Require.present(workspaceId, "workspaceId");
        Require.text(userId, Require.USER_ID, "userId");
    }
}
