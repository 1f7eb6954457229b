package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user joined a workspace. The envelope's sequence is the workspace's membership version after it.
 *
 * @param invitedBy whose invitation the user accepted; null if none
 */
public record MemberAdded(
        UUID workspaceId,
        @Text(USER_ID) String userId,
        Role role,
        @Nullable @Text(EMAIL) String email,
        @Nullable @Text(NAME) String name,
        @Nullable @Text(USER_ID) String invitedBy)
        implements Fact {
    public MemberAdded {
        Shape.check(MemberAdded.class, workspaceId, userId, role, email, name, invitedBy);
    }
}
