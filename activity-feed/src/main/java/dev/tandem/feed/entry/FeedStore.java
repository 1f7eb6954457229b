package dev.tandem.feed.entry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The statements of the table {@code feed_entry}. */
public final class FeedStore {

    private static final String APPEND = """
            INSERT INTO feed_entry (event_id, workspace_id, project_id, task_id, at, verb,
                                    actor_id, actor_name, object_type, object_id, object_name, summary)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[],
                                 $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
            ON CONFLICT (event_id) DO NOTHING
            """;

    private static final String OF_WORKSPACE = """
            SELECT event_id, workspace_id, project_id, task_id, at, verb,
                   actor_id, actor_name, object_type, object_id, object_name, summary
            FROM feed_entry
            WHERE workspace_id = $1 AND (at, event_id) < ($2, $3)
            ORDER BY at DESC, event_id DESC LIMIT $4
            """;

    private static final String OF_PROJECT = """
            SELECT event_id, workspace_id, project_id, task_id, at, verb,
                   actor_id, actor_name, object_type, object_id, object_name, summary
            FROM feed_entry
            WHERE workspace_id = $1 AND project_id = $2 AND (at, event_id) < ($3, $4)
            ORDER BY at DESC, event_id DESC LIMIT $5
            """;

    private final SqlClient sql;

    private FeedStore(SqlClient sql) {
        this.sql = sql;
    }

    public static FeedStore in(SqlClient sql) {
        return new FeedStore(sql);
    }

    /** Writes the entries that are not there yet. */
    public Future<Void> append(List<FeedEntry> entries) {
        Tuple columns = Tuple.tuple()
                .addArrayOfUUID(column(entries, FeedEntry::id, UUID[]::new))
                .addArrayOfUUID(column(entries, FeedEntry::workspaceId, UUID[]::new))
                .addArrayOfUUID(column(entries, FeedEntry::projectId, UUID[]::new))
                .addArrayOfUUID(column(entries, FeedEntry::taskId, UUID[]::new))
                .addArrayOfOffsetDateTime(
                        column(entries, entry -> entry.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .addArrayOfString(column(entries, FeedEntry::verb, String[]::new))
                .addArrayOfString(column(entries, FeedStore::actorId, String[]::new))
                .addArrayOfString(column(entries, FeedStore::actorName, String[]::new))
                .addArrayOfString(column(entries, entry -> entry.object().type(), String[]::new))
                .addArrayOfString(column(entries, entry -> entry.object().id(), String[]::new))
                .addArrayOfString(column(entries, entry -> entry.object().name(), String[]::new))
                .addArrayOfString(column(entries, FeedEntry::summary, String[]::new));
        return sql.preparedQuery(APPEND).execute(columns).mapEmpty();
    }

    /** The entries of the workspace and of its projects, newest first, from the position downwards. */
    public Future<List<FeedEntry>> ofWorkspace(UUID workspaceId, Position below, int limit) {
        return sql.preparedQuery(OF_WORKSPACE)
                .execute(Tuple.of(workspaceId, below.at().atOffset(ZoneOffset.UTC), below.id(), limit))
                .map(FeedStore::entries);
    }

    /** The entries of the project, as far as they are in that workspace, newest first, from the position downwards. */
    public Future<List<FeedEntry>> ofProject(UUID workspaceId, UUID projectId, Position below, int limit) {
        return sql.preparedQuery(OF_PROJECT)
                .execute(Tuple.of(workspaceId, projectId, below.at().atOffset(ZoneOffset.UTC), below.id(), limit))
                .map(FeedStore::entries);
    }

    private static <T> T[] column(
            List<FeedEntry> entries, Function<FeedEntry, @Nullable T> value, Function<Integer, T[]> array) {
        T[] column = array.apply(entries.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(entries.get(i));
        }
        return column;
    }

    private static @Nullable String actorId(FeedEntry entry) {
        return entry.actor() == null ? null : entry.actor().id();
    }

    private static @Nullable String actorName(FeedEntry entry) {
        return entry.actor() == null ? null : entry.actor().name();
    }

    private static List<FeedEntry> entries(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(FeedStore::entry)
                .toList();
    }

    private static FeedEntry entry(Row row) {
        String actorId = row.getString("actor_id");
        return new FeedEntry(
                row.getUUID("event_id"),
                row.getUUID("workspace_id"),
                row.getUUID("project_id"),
                row.getUUID("task_id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("verb"),
                actorId == null ? null : new Actor(actorId, row.getString("actor_name")),
                new Topic(row.getString("object_type"), row.getString("object_id"), row.getString("object_name")),
                row.getString("summary"));
    }
}
