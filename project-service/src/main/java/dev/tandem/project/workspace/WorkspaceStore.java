package dev.tandem.project.workspace;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the table {@code workspace}. */
public record WorkspaceStore(SqlClient sql) {

    private static final String BY_IDS = "SELECT " + Workspace.COLUMNS.names() + " FROM workspace WHERE id = ANY($1)";

    private static final String INSERT = Workspace.COLUMNS.insertInto("workspace");

    private static final String LOCK = """
            SELECT membership_version FROM workspace WHERE id = $1 FOR NO KEY UPDATE
            """;

    private static final String SET_VERSION = """
            UPDATE workspace SET membership_version = $2 WHERE id = $1
            """;

    private static final String MINE = "SELECT " + Workspace.COLUMNS.namesIn("w") + ", m.role\n";

    private static final String OF_USER = MINE + """
            FROM member m JOIN workspace w ON w.id = m.workspace_id
            WHERE m.user_id = $1 AND m.workspace_id < $2
            ORDER BY m.workspace_id DESC LIMIT $3
            """;

    private static final String ONE_OF_USER = MINE + """
            FROM member m JOIN workspace w ON w.id = m.workspace_id
            WHERE m.workspace_id = $1 AND m.user_id = $2
            """;

    public Future<List<Workspace>> findAll(Collection<UUID> ids) {
        return sql.preparedQuery(BY_IDS)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> Found.all(rows, Workspace::from));
    }

    /** Fails, and with it the transaction, when an id is already taken. */
    public Future<Void> insertAll(List<Workspace> workspaces) {
        return sql.preparedQuery(INSERT)
                .execute(Workspace.COLUMNS.arrays(workspaces))
                .mapEmpty();
    }

    /**
     * Locks the workspace against other changes of its members until the transaction ends.
     *
     * @return its membership version, or 0 when the workspace does not exist
     */
    public Future<Long> lock(UUID id) {
        return sql.preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    Future<Void> setMembershipVersion(UUID id, long version) {
        return sql.preparedQuery(SET_VERSION).execute(Tuple.of(id, version)).mapEmpty();
    }

    /** Returns the user's workspaces with an id below the given one, newest first. */
    Future<List<MyWorkspace>> ofUser(String userId, UUID below, int limit) {
        return sql.preparedQuery(OF_USER)
                .execute(Tuple.of(userId, below, limit))
                .map(rows -> Found.all(rows, MyWorkspace::from));
    }

    /** Returns the workspace, if the user is in it. */
    Future<Optional<MyWorkspace>> ofUser(String userId, UUID id) {
        return sql.preparedQuery(ONE_OF_USER)
                .execute(Tuple.of(id, userId))
                .map(rows -> Found.first(rows, MyWorkspace::from));
    }
}
