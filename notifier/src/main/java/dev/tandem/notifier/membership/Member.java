package dev.tandem.notifier.membership;

import dev.tandem.contracts.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user in a workspace. */
public record Member(
        UUID workspaceId,
        String userId,
        Role role,
        @Nullable String email,
        @Nullable String name) {

    Key key() {
        return new Key(workspaceId, userId);
    }

    record Key(UUID workspaceId, String userId) {}
}
