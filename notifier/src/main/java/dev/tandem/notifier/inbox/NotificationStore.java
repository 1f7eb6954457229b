package dev.tandem.notifier.inbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The statements of the table {@code notification}. A user sees what is of workspaces that they are in. */
public final class NotificationStore {

    private static final String APPEND = """
            INSERT INTO notification (id, user_id, workspace_id, project_id, kind, text,
                                      actor_id, actor_name, created_at, event_id)
            SELECT r.id, r.user_id, a.workspace_id, a.project_id, a.kind, a.text,
                   a.actor_id, a.actor_name, $11, a.event_id
            FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS r (id, user_id, event_id)
            JOIN unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[])
                 AS a (event_id, workspace_id, project_id, kind, text, actor_id, actor_name)
              ON a.event_id = r.event_id
            ON CONFLICT (user_id, event_id) DO NOTHING
            """;

    private static final String PAGE = """
            SELECT id, workspace_id, project_id, kind, text, actor_id, actor_name, created_at, read_at
            FROM notification n
            WHERE user_id = $1 AND id < $2
              AND EXISTS (SELECT FROM workspace_member m
                          WHERE m.workspace_id = n.workspace_id AND m.user_id = n.user_id)
            ORDER BY id DESC LIMIT $3
            """;

    private static final String UNREAD_PAGE = """
            SELECT id, workspace_id, project_id, kind, text, actor_id, actor_name, created_at, read_at
            FROM notification n
            WHERE user_id = $1 AND id < $2 AND read_at IS NULL
              AND EXISTS (SELECT FROM workspace_member m
                          WHERE m.workspace_id = n.workspace_id AND m.user_id = n.user_id)
            ORDER BY id DESC LIMIT $3
            """;

    private static final String COUNT_UNREAD = """
            SELECT count(*)
            FROM notification n
            WHERE user_id = $1 AND read_at IS NULL
              AND EXISTS (SELECT FROM workspace_member m
                          WHERE m.workspace_id = n.workspace_id AND m.user_id = n.user_id)
            """;

    private final SqlClient sql;

    private NotificationStore(SqlClient sql) {
        this.sql = sql;
    }

    public static NotificationStore in(SqlClient sql) {
        return new NotificationStore(sql);
    }

    /** Writes one notification for each recipient of each announcement, unless it is there. */
    public Future<Void> append(List<Announcement> announcements, Instant now) {
        List<UUID> ids = new ArrayList<>();
        List<String> users = new ArrayList<>();
        List<UUID> events = new ArrayList<>();
        for (Announcement announcement : announcements) {
            for (String user : announcement.recipients()) {
                ids.add(UuidCreator.getTimeOrderedEpoch());
                users.add(user);
                events.add(announcement.eventId());
            }
        }
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(users.toArray(String[]::new))
                .addArrayOfUUID(events.toArray(UUID[]::new));
        return sql.preparedQuery(APPEND)
                .execute(add(columns, announcements).addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /** The user's notifications with an id below the given one, newest first. */
    Future<List<Notification>> page(String userId, boolean unread, UUID below, int limit) {
        return sql.preparedQuery(unread ? UNREAD_PAGE : PAGE)
                .execute(Tuple.of(userId, below, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Notification::from)
                        .toList());
    }

    Future<Long> countUnread(String userId) {
        return sql.preparedQuery(COUNT_UNREAD)
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Tuple add(Tuple columns, List<Announcement> announcements) {
        return columns.addArrayOfUUID(
                        announcements.stream().map(Announcement::eventId).toArray(UUID[]::new))
                .addArrayOfUUID(
                        announcements.stream().map(Announcement::workspaceId).toArray(UUID[]::new))
                .addArrayOfUUID(
                        announcements.stream().map(Announcement::projectId).toArray(UUID[]::new))
                .addArrayOfString(announcements.stream().map(Announcement::kind).toArray(String[]::new))
                .addArrayOfString(announcements.stream().map(Announcement::text).toArray(String[]::new))
                .addArrayOfString(announcements.stream()
                        .map(announcement -> announcement.actor().id())
                        .toArray(String[]::new))
                .addArrayOfString(announcements.stream()
                        .map(announcement -> announcement.actor().name())
                        .toArray(String[]::new));
    }
}
