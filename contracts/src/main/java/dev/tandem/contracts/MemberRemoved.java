package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/** A user left a workspace. The envelope's sequence is the workspace's membership version after it. */
public record MemberRemoved(UUID workspaceId, @Text(USER_ID) String userId) implements Fact {
    public MemberRemoved {
        Shape.check(MemberRemoved.class, workspaceId, userId);
    }
}
