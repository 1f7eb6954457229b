package dev.tandem.project.workspace;

import dev.tandem.contracts.WorkspaceCreated;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/** @param membershipVersion 1 with its first member, one more with each change of its members */
public record Workspace(UUID id, String name, long membershipVersion, Instant createdAt, String createdBy) {

    public static Workspace from(WorkspaceCreated fact, Instant at) {
        return new Workspace(
                fact.workspaceId(), fact.name(), 1, at, fact.owner().userId());
    }

    static Workspace from(Row row) {
        return new Workspace(
                row.getUUID("id"),
                row.getString("name"),
                row.getLong("membership_version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"));
    }
}
