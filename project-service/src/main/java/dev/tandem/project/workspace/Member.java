package dev.tandem.project.workspace;

import dev.tandem.contracts.Person;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.WorkspaceCreated;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Someone in a workspace. The profile is what the workspace was told, not what the user's own token says. */
public record Member(
        UUID workspaceId,
        String userId,
        Role role,
        @Nullable String email,
        @Nullable String name,
        Instant addedAt) {

    /** Identity of a membership. */
    public record Key(UUID workspaceId, String userId) {}

    public static Member ownerOf(WorkspaceCreated fact, Instant at) {
        Person owner = fact.owner();
        return new Member(fact.workspaceId(), owner.userId(), Role.owner, owner.email(), owner.name(), at);
    }

    static Member from(Row row) {
        return new Member(
                row.getUUID("workspace_id"),
                row.getString("user_id"),
                Role.valueOf(row.getString("role")),
                row.getString("email"),
                row.getString("name"),
                row.getOffsetDateTime("added_at").toInstant());
    }

    public Key key() {
        return new Key(workspaceId, userId);
    }

    public Person person() {
        return new Person(userId, email, name);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("workspaceId", workspaceId.toString())
                .put("userId", userId)
                .put("role", role.name())
                .put("email", email)
                .put("name", name)
                .put("addedAt", addedAt);
    }
}
