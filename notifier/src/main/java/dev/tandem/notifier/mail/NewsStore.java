package dev.tandem.notifier.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.announcement.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Enters mails of news for those who want them, which the database decides: a project's creation may concern ten thousand. */
record NewsStore(SqlClient sql) {

    private static final Columns<Announcement> NEWS = Columns.<Announcement>none()
            .id("event_id", each -> each.cause().eventId())
            .id("workspace_id", Announcement::workspaceId)
            .id("project_id", Announcement::projectId)
            .text("operation_id", each -> each.cause().operationId())
            .text("traceparent", each -> each.cause().traceparent());

    private static final String APPEND = """
            INSERT INTO delivery (id, receiver, channel, concern, workspace_id, event_id, operation_id, traceparent,
                                  due_at, created_at, updated_at)
            SELECT r.id, r.receiver, 'mail', 'NEWS', a.workspace_id, a.event_id, a.operation_id, a.traceparent, $9, $9, $9
            FROM unnest($6::uuid[], $7::text[], $8::int[]) AS r (id, receiver, place)
            JOIN %s WITH ORDINALITY AS a (%s, place) ON a.place = r.place
            WHERE 'immediately' = (
                SELECT p.news FROM mail_preference p
                WHERE p.user_id = r.receiver AND p.news IS NOT NULL
                  AND p.scope IN (a.project_id, a.workspace_id, '00000000-0000-0000-0000-000000000000')
                ORDER BY array_position(ARRAY[a.project_id, a.workspace_id], p.scope) LIMIT 1)
            ON CONFLICT (receiver, event_id, channel) DO NOTHING
            """.formatted(NEWS.unnest(), NEWS.names());

    /** Enters a mail per recipient who wants it, unless there is one of that event already; returns how many. */
    Future<Integer> append(List<Announcement> news, Instant now) {
        List<UUID> ids = new ArrayList<>();
        List<String> receivers = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            for (String recipient : news.get(i).recipients()) {
                ids.add(UuidCreator.getTimeOrderedEpoch());
                receivers.add(recipient);
                places.add(i + 1);
            }
        }
        Tuple values = NEWS.arrays(news)
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(receivers.toArray(String[]::new))
                .addArrayOfInteger(places.toArray(Integer[]::new))
                .addOffsetDateTime(Times.utc(now));
        return sql.preparedQuery(APPEND).execute(values).map(SqlResult::rowCount);
    }
}
