package dev.tandem.project.workspace;

import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/**
 * A workspace.
 *
 * @param membershipVersion 1 with its first member, one more with each change of its members
 */
public record Workspace(UUID id, String name, long membershipVersion, Instant createdAt, String createdBy) {

    static final Columns<Workspace> COLUMNS = Columns.<Workspace>none()
            .id("id", Workspace::id)
            .text("name", Workspace::name)
            .bigint("membership_version", Workspace::membershipVersion)
            .time("created_at", Workspace::createdAt)
            .text("created_by", Workspace::createdBy);

    public static Workspace from(WorkspaceCreated fact, Instant at) {
        return new Workspace(
                fact.workspaceId(), fact.name(), 1, at, fact.owner().userId());
    }

    static Workspace from(Row row) {
        return new Workspace(
                row.getUUID("id"),
                row.getString("name"),
                row.getLong("membership_version"),
                Times.in(row, "created_at"),
                row.getString("created_by"));
    }

    public static Problem noSuchWorkspace() {
        return Problems.notFound("There is no such workspace, or you are not in it; GET /v1/workspaces lists yours.");
    }
}
