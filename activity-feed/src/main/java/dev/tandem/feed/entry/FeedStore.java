package dev.tandem.feed.entry;

import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Runs the statements of the table {@code feed_entry}. */
public record FeedStore(SqlClient sql) {

    private static final String APPEND =
            FeedEntry.COLUMNS.insertInto("feed_entry") + " ON CONFLICT (event_id) DO NOTHING";

    private static final String ENTRY = "SELECT " + FeedEntry.COLUMNS.names() + "\n";

    private static final String OF_WORKSPACE = ENTRY + """
            FROM feed_entry
            WHERE workspace_id = $1 AND (at, event_id) < ($2, $3)
            ORDER BY at DESC, event_id DESC LIMIT $4
            """;

    private static final String OF_PROJECT = ENTRY + """
            FROM feed_entry
            WHERE workspace_id = $1 AND project_id = $2 AND (at, event_id) < ($3, $4)
            ORDER BY at DESC, event_id DESC LIMIT $5
            """;

    /** Inserts the entries whose event has none yet. Idempotent. */
    public Future<Void> append(List<FeedEntry> entries) {
        return sql.preparedQuery(APPEND)
                .execute(FeedEntry.COLUMNS.arrays(entries))
                .mapEmpty();
    }

    /** Returns at most {@code limit} entries of the workspace and its projects below the position, newest first. */
    public Future<List<FeedEntry>> ofWorkspace(UUID workspaceId, Position below, int limit) {
        return sql.preparedQuery(OF_WORKSPACE)
                .execute(Tuple.of(workspaceId, Times.utc(below.at()), below.id(), limit))
                .map(rows -> Found.all(rows, FeedEntry::from));
    }

    /**
     * Returns at most {@code limit} entries of the project below the position, newest first; none if the project is in
     * another workspace.
     */
    public Future<List<FeedEntry>> ofProject(UUID workspaceId, UUID projectId, Position below, int limit) {
        return sql.preparedQuery(OF_PROJECT)
                .execute(Tuple.of(workspaceId, projectId, Times.utc(below.at()), below.id(), limit))
                .map(rows -> Found.all(rows, FeedEntry::from));
    }
}
