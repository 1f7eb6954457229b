package dev.tandem.project.workspace;

import dev.tandem.contracts.Person;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of a workspace. Email and name were given when the workspace was created or the membership was last changed; they
 * do not follow the user's token.
 */
public record Member(
        UUID workspaceId,
        String userId,
        Role role,
        @Nullable String email,
        @Nullable String name,
        Instant addedAt) {

    static final Columns<Member> COLUMNS = Columns.<Member>none()
            .id("workspace_id", Member::workspaceId)
            .text("user_id", Member::userId)
            .text("role", member -> member.role().name())
            .text("email", Member::email)
            .text("name", Member::name)
            .time("added_at", Member::addedAt);

    /** Identity of a membership. */
    public record Key(UUID workspaceId, String userId) {

        static final Columns<Key> COLUMNS =
                Columns.<Key>none().id("workspace_id", Key::workspaceId).text("user_id", Key::userId);
    }

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
                Times.in(row, "added_at"));
    }

    public Key key() {
        return new Key(workspaceId, userId);
    }

    public Person person() {
        return new Person(userId, email, name);
    }

    /** As clients see it. */
    public JsonObject toJson() {
        return COLUMNS.toJson(this).put("mention", Mention.of(userId));
    }
}
