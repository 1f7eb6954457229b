package dev.tandem.feed.entry;

import dev.tandem.contracts.CommentFact;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.kit.request.Position;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Reads and writes the table {@code feed_entry}. */
public record FeedStore(SqlClient sql) {

    private static final String APPEND =
            FeedEntry.COLUMNS.insertInto("feed_entry") + " ON CONFLICT (event_id) DO NOTHING";

    /**
     * Lets one transaction at a time tell of a comment. A statement of its own: what was committed while it waited is seen only by the
     * next one.
     */
    private static final String LOCK_COMMENTS = """
            SELECT pg_advisory_xact_lock(comment)
            FROM (SELECT DISTINCT hashtextextended('comment ' || id, 0) AS comment FROM unnest($1::text[]) AS id ORDER BY 1) AS ordered
            """;

    /** What is told of a comment before the last of its events, whatever the order in which they came. */
    private static final String SUPERSEDE = """
            DELETE FROM feed_entry e USING unnest($1::uuid[], $2::text[]) AS said (task_id, comment_id)
            WHERE e.task_id = said.task_id AND e.object_type = 'comment' AND e.object_id = said.comment_id AND EXISTS (
                SELECT FROM feed_entry later
                WHERE later.task_id = e.task_id AND later.object_type = 'comment' AND later.object_id = e.object_id
                  AND later.workspace_id = e.workspace_id AND coalesce(later.version, 1) > coalesce(e.version, 1))
            """;

    private static final String FORGET = """
            DELETE FROM feed_entry e USING unnest($1::uuid[], $2::uuid[]) AS purged (workspace_id, task_id)
            WHERE e.task_id = purged.task_id AND e.workspace_id = purged.workspace_id
            """;

    /** The newest entry of the feed, if any, and then the page; both walk the same index. */
    private static final String PAGE = """
            SELECT * FROM (
                (SELECT true AS newest, %1$s FROM feed_entry WHERE %2$s ORDER BY at DESC, event_id DESC LIMIT 1)
                UNION ALL
                (SELECT false, %1$s FROM feed_entry WHERE %2$s AND (at, event_id) < ($1, $2)
                 ORDER BY at DESC, event_id DESC LIMIT $3)
            ) AS found
            ORDER BY newest DESC, at DESC, event_id DESC
            """;

    static final String OF_WORKSPACE = PAGE.formatted(FeedEntry.COLUMNS.names(), "workspace_id = $4");

    static final String OF_PROJECT = PAGE.formatted(FeedEntry.COLUMNS.names(), "workspace_id = $4 AND project_id = $5");

    /** Writes the entries that do not exist yet. */
    public Future<Void> append(List<FeedEntry> entries) {
        return sql.preparedQuery(APPEND)
                .execute(FeedEntry.COLUMNS.arrays(entries))
                .mapEmpty();
    }

    /** Removes the entries about these comments that later ones supersede. Sends its statements before it returns. */
    public Future<Void> supersede(List<CommentFact> comments) {
        String[] ids =
                comments.stream().map(each -> each.commentId().toString()).toArray(String[]::new);
        UUID[] tasks = comments.stream().map(CommentFact::taskId).toArray(UUID[]::new);
        return Future.join(
                        sql.preparedQuery(LOCK_COMMENTS).execute(Tuple.tuple().addArrayOfString(ids)),
                        sql.preparedQuery(SUPERSEDE)
                                .execute(Tuple.tuple().addArrayOfUUID(tasks).addArrayOfString(ids)))
                .mapEmpty();
    }

    /** Removes the entries about tasks that were removed for good. */
    public Future<Void> forget(List<TaskPurged> tasks) {
        return sql.preparedQuery(FORGET)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                tasks.stream().map(TaskPurged::workspaceId).toArray(UUID[]::new))
                        .addArrayOfUUID(tasks.stream().map(TaskPurged::taskId).toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Returns at most {@code limit} entries of the workspace and its projects older than the position, newest first. */
    public Future<FeedPage> ofWorkspace(UUID workspaceId, Position below, int limit) {
        return sql.preparedQuery(OF_WORKSPACE)
                .execute(Tuple.of(Times.utc(below.at()), below.id(), limit, workspaceId))
                .map(FeedPage::from);
    }

    /**
     * Returns at most {@code limit} entries of the project older than the position, newest first; none if the project is in another
     * workspace.
     */
    public Future<FeedPage> ofProject(UUID workspaceId, UUID projectId, Position below, int limit) {
        return sql.preparedQuery(OF_PROJECT)
                .execute(Tuple.of(Times.utc(below.at()), below.id(), limit, workspaceId, projectId))
                .map(FeedPage::from);
    }
}
