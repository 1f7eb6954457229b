package dev.tandem.project.workspace;

import dev.tandem.contracts.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Change that someone asks for in the members of a workspace. */
sealed interface MemberChange {

    UUID workspaceId();

    /** Who asks. */
    String actor();

    /** Who is concerned. */
    String userId();

    /** The user is a member, as described: added, or changed where different. */
    record Put(
            UUID workspaceId,
            String actor,
            String userId,
            Role role,
            @Nullable String email,
            @Nullable String name) implements MemberChange {}

    /** The user is no member. */
    record Remove(UUID workspaceId, String actor, String userId) implements MemberChange {}
}
