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
import java.util.List;
import java.util.UUID;

/** Writes to the table {@code notification}. */
final class DeliveryStore {

    private static final Columns<Announcement> COLUMNS = Columns.<Announcement>none()
            .id("event_id", Announcement::eventId)
            .id("workspace_id", Announcement::workspaceId)
            .id("project_id", Announcement::projectId)
            .id("task_id", Announcement::taskId)
            .text("kind", Announcement::kind)
            .text("text", Announcement::text)
            .text("actor_id", each -> each.actor() == null ? null : each.actor().id())
            .text(
                    "actor_name",
                    each -> each.actor() == null ? null : each.actor().name());

    private static final String APPEND = """
            INSERT INTO notification (id, user_id, created_at, %1$s)
            SELECT r.id, r.user_id, $12, %2$s
            FROM unnest($9::uuid[], $10::text[], $11::int[]) AS r (id, user_id, place)
            JOIN %3$s WITH ORDINALITY AS a (%1$s, place) ON a.place = r.place
            ON CONFLICT (user_id, event_id) DO NOTHING
            """.formatted(COLUMNS.names(), COLUMNS.namesIn("a"), COLUMNS.unnest());

    private final SqlClient sql;

    private DeliveryStore(SqlClient sql) {
        this.sql = sql;
    }

    static DeliveryStore in(SqlClient sql) {
        return new DeliveryStore(sql);
    }

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
        Tuple rows = COLUMNS.arrays(announcements)
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(users.toArray(String[]::new))
                .addArrayOfInteger(places.toArray(Integer[]::new))
                .addOffsetDateTime(Times.utc(now));
        return sql.preparedQuery(APPEND).execute(rows).mapEmpty();
    }
}
