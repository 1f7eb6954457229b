package dev.tandem.notifier.membership;

import dev.tandem.contracts.Role;
import dev.tandem.kit.table.Columns;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of a workspace. */
public record Member(
        UUID workspaceId,
        String userId,
        Role role,
        @Nullable String email,
        @Nullable String name) {

    static final Columns<Member> COLUMNS = Columns.<Member>none()
            .id("workspace_id", Member::workspaceId)
            .text("user_id", Member::userId)
            .text("role", member -> member.role.name())
            .text("email", Member::email)
            .text("name", Member::name);

    record Key(UUID workspaceId, String userId) {

        static final Columns<Key> COLUMNS =
                Columns.<Key>none().id("workspace_id", Key::workspaceId).text("user_id", Key::userId);
    }
}
