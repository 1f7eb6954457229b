package dev.tandem.project.workspace;

import dev.tandem.contracts.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A requested change to the members of a workspace. */
public sealed interface MemberChange {

    UUID workspaceId();

    /** The user who must be allowed to make the change, and usually requests it. */
    String actor();

    /** The user whose membership changes. */
    String userId();

    /** Adds the user, or changes the membership where it differs. */
    record Put(
            UUID workspaceId,
            String actor,
            String userId,
            Role role,
            @Nullable String email,
            @Nullable String name) implements MemberChange {}

    /**
     * Lets in the user, who accepted an invitation of the actor. Does nothing to a member.
     *
     * @param actor the inviter, by whose role the change is allowed
     */
    record Join(
            UUID workspaceId,
            String actor,
            String userId,
            Role role,
            @Nullable String email,
            @Nullable String name) implements MemberChange {}

    /** Changes the name by which the workspace knows the user. */
    record Rename(UUID workspaceId, String actor, String userId, String name) implements MemberChange {}

    /** Removes the user. */
    record Remove(UUID workspaceId, String actor, String userId) implements MemberChange {}
}
