package dev.tandem.notifier.inbox;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.announcement.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of the table {@code notification}. The owner of an inbox sees only entries of workspaces that they
 * are in.
 */
record NotificationStore(SqlClient sql) {

    private static final Columns<Announcement> ANNOUNCEMENT = Columns.<Announcement>none()
            .id("event_id", each -> each.cause().eventId())
            .id("workspace_id", Announcement::workspaceId)
            .id("project_id", Announcement::projectId)
            .id("task_id", Announcement::taskId)
            .text("kind", Announcement::kind)
            .text("text", each -> each.sentence().text())
            .text("actor_id", each -> each.actor() == null ? null : each.actor().id())
            .text(
                    "actor_name",
                    each -> each.actor() == null ? null : each.actor().name())
            .text("concern", each -> each.concern().name())
            .text("message_key", each -> each.sentence().message().key())
            .json("arguments", each -> each.sentence().message().arguments())
            .id("comment_id", each -> each.cause().commentId());

    private static final String APPEND =
            """
            INSERT INTO notification (id, user_id, created_at, %1$s)
            SELECT r.id, r.user_id, $16, %2$s
            FROM unnest($13::uuid[], $14::text[], $15::int[]) AS r (id, user_id, place)
            JOIN %3$s WITH ORDINALITY AS a (%1$s, place) ON a.place = r.place
            ON CONFLICT (user_id, event_id) DO NOTHING
            """.formatted(ANNOUNCEMENT.names(), ANNOUNCEMENT.namesIn("a"), ANNOUNCEMENT.unnest());

    /** The newest notification of the user, if any, and then the page. */
    private static final String PAGE = """
            SELECT * FROM (
                (SELECT true AS newest, %1$s FROM notification n WHERE %2$s ORDER BY id DESC LIMIT 1)
                UNION ALL
                (SELECT false, %1$s FROM notification n WHERE %2$s AND id < $2 %%s ORDER BY id DESC LIMIT $3)
            ) AS found
            ORDER BY newest DESC, id DESC
            """.formatted(
                    "id, workspace_id, project_id, task_id, kind, text, actor_id, actor_name, created_at, read_at, event_id, message_key, arguments",
                    """
                    user_id = $1
                      AND EXISTS (SELECT FROM workspace_member m
                                  WHERE m.workspace_id = n.workspace_id AND m.user_id = n.user_id)""");

    private static final String ALL_PAGE = PAGE.formatted("");
    private static final String UNREAD_PAGE = PAGE.formatted("AND read_at IS NULL");
    private static final String PROJECT_PAGE = PAGE.formatted("AND project_id = $4");
    private static final String PROJECT_UNREAD_PAGE = PAGE.formatted("AND project_id = $4 AND read_at IS NULL");

    private static final String COUNT = """
            SELECT workspace_id, count(*)
            FROM notification n
            WHERE user_id = $1 AND read_at IS NULL %s
              AND EXISTS (SELECT FROM workspace_member m
                          WHERE m.workspace_id = n.workspace_id AND m.user_id = n.user_id)
            GROUP BY workspace_id
            """;

    private static final String COUNT_ALL = COUNT.formatted("");
    private static final String COUNT_PROJECT = COUNT.formatted("AND project_id = $2");

    /** Locks in the order of ids, so that two requests for one inbox never deadlock. */
    private static final String MARK_READ = """
            UPDATE notification SET read_at = $2
            FROM (SELECT id FROM notification
                  WHERE user_id = $1 AND read_at IS NULL %s
                  ORDER BY id FOR UPDATE) unread
            WHERE notification.id = unread.id
            """;

    private static final String MARK_ALL = MARK_READ.formatted("");
    private static final String MARK_SOME = MARK_READ.formatted("AND id = ANY ($3::uuid[])");
    private static final String MARK_UP_TO = MARK_READ.formatted(
            "AND id <= (SELECT id FROM notification last WHERE last.id = $3 AND last.user_id = $1)");

    private static final String AFTER = """
            SELECT asked.place, n.*
            FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS asked(user_id, after, place)
            CROSS JOIN LATERAL (
                SELECT id, workspace_id, project_id, task_id, kind, text, actor_id, actor_name, created_at, read_at,
                       message_key, arguments
                FROM notification n
                WHERE user_id = asked.user_id AND id > asked.after
                  AND EXISTS (SELECT FROM workspace_member m
                              WHERE m.workspace_id = n.workspace_id AND m.user_id = n.user_id)
                ORDER BY id LIMIT $3
            ) n
            ORDER BY asked.place, n.id
            """;

    /**
     * Writes one notification per recipient of each announcement, unless the recipient already has one for that event.
     */
    Future<Void> append(List<Announcement> announcements, Instant now) {
        List<UUID> ids = new ArrayList<>();
        List<String> users = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < announcements.size(); i++) {
            for (String user : announcements.get(i).recipients()) {
                ids.add(UuidCreator.getTimeOrderedEpoch());
                users.add(user);
                places.add(i + 1);
            }
        }
        Tuple rows = ANNOUNCEMENT
                .arrays(announcements)
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(users.toArray(String[]::new))
                .addArrayOfInteger(places.toArray(Integer[]::new))
                .addOffsetDateTime(Times.utc(now));
        return sql.preparedQuery(APPEND).execute(rows).mapEmpty();
    }

    /** Returns the user's notifications with an id below the given one; only those of the project, if given. */
    Future<InboxPage> page(String userId, boolean unread, @Nullable UUID projectId, UUID below, int limit) {
        return (projectId == null
                        ? sql.preparedQuery(unread ? UNREAD_PAGE : ALL_PAGE).execute(Tuple.of(userId, below, limit))
                        : sql.preparedQuery(unread ? PROJECT_UNREAD_PAGE : PROJECT_PAGE)
                                .execute(Tuple.of(userId, below, limit, projectId)))
                .map(InboxPage::from);
    }

    /** Returns, for each question in order, the notifications with an id above the given one, oldest first. */
    Future<List<List<Notification>>> after(List<Asked> asked, int limit) {
        return sql.preparedQuery(AFTER)
                .execute(Tuple.tuple()
                        .addArrayOfString(asked.stream().map(Asked::userId).toArray(String[]::new))
                        .addArrayOfUUID(asked.stream().map(Asked::after).toArray(UUID[]::new))
                        .addInteger(limit))
                .map(rows -> {
                    List<List<Notification>> found = new ArrayList<>();
                    asked.forEach(each -> found.add(new ArrayList<>()));
                    rows.forEach(row ->
                            found.get(row.getLong("place").intValue() - 1).add(Notification.from(row)));
                    return found;
                });
    }

    /** @param after id above which notifications are new to the user */
    record Asked(String userId, UUID after) {}

    /** Counts unread notifications per workspace; only those of the project, if given. */
    Future<Map<UUID, Long>> countUnread(String userId, @Nullable UUID projectId) {
        return (projectId == null
                        ? sql.preparedQuery(COUNT_ALL).execute(Tuple.of(userId))
                        : sql.preparedQuery(COUNT_PROJECT).execute(Tuple.of(userId, projectId)))
                .map(rows -> {
                    Map<UUID, Long> counts = new HashMap<>();
                    rows.forEach(row -> counts.put(row.getUUID(0), row.getLong(1)));
                    return counts;
                });
    }

    /** Notifications already read keep their time; those of other users do not change. */
    Future<Void> markRead(String userId, ReadRequest request, Instant now) {
        Tuple values = Tuple.of(userId, Times.utc(now));
        if (request instanceof ReadRequest.Some some) {
            return run(MARK_SOME, values.addArrayOfUUID(some.ids().toArray(UUID[]::new)));
        }
        return request instanceof ReadRequest.UpTo upTo
                ? run(MARK_UP_TO, values.addUUID(upTo.last()))
                : run(MARK_ALL, values);
    }

    private Future<Void> run(String statement, Tuple values) {
        return sql.preparedQuery(statement).execute(values).mapEmpty();
    }
}
