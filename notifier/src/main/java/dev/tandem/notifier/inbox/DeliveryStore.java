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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statement that writes to the table {@code notification}. */
public final class DeliveryStore {

    private static final String APPEND = """
            INSERT INTO notification (id, user_id, workspace_id, project_id, task_id, kind, text,
                                      actor_id, actor_name, created_at, event_id)
            SELECT r.id, r.user_id, a.workspace_id, a.project_id, a.task_id, a.kind, a.text,
                   a.actor_id, a.actor_name, $12, a.event_id
            FROM unnest($1::uuid[], $2::text[], $3::int[]) AS r (id, user_id, place)
            JOIN unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[])
                 WITH ORDINALITY
                 AS a (event_id, workspace_id, project_id, task_id, kind, text, actor_id, actor_name, place)
              ON a.place = r.place
            ON CONFLICT (user_id, event_id) DO NOTHING
            """;

    private final SqlClient sql;

    private DeliveryStore(SqlClient sql) {
        this.sql = sql;
    }

    public static DeliveryStore in(SqlClient sql) {
        return new DeliveryStore(sql);
    }

    /** Writes one notification for each recipient of each announcement, unless there is one of that event. */
    public Future<Void> append(List<Announcement> announcements, Instant now) {
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
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple rows = Tuple.tuple()
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(users.toArray(String[]::new))
                .addArrayOfInteger(places.toArray(Integer[]::new));
        return sql.preparedQuery(APPEND)
                .execute(add(rows, announcements).addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static Tuple add(Tuple columns, List<Announcement> announcements) {
        return columns.addArrayOfUUID(column(announcements, Announcement::eventId, UUID[]::new))
                .addArrayOfUUID(column(announcements, Announcement::workspaceId, UUID[]::new))
                .addArrayOfUUID(column(announcements, Announcement::projectId, UUID[]::new))
                .addArrayOfUUID(column(announcements, Announcement::taskId, UUID[]::new))
                .addArrayOfString(column(announcements, Announcement::kind, String[]::new))
                .addArrayOfString(column(announcements, Announcement::text, String[]::new))
                .addArrayOfString(column(announcements, DeliveryStore::actorId, String[]::new))
                .addArrayOfString(column(announcements, DeliveryStore::actorName, String[]::new));
    }

    private static <T> T[] column(
            List<Announcement> announcements, Function<Announcement, @Nullable T> value, Function<Integer, T[]> array) {
        T[] column = array.apply(announcements.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(announcements.get(i));
        }
        return column;
    }

    private static @Nullable String actorId(Announcement announcement) {
        return announcement.actor() == null ? null : announcement.actor().id();
    }

    private static @Nullable String actorName(Announcement announcement) {
        return announcement.actor() == null ? null : announcement.actor().name();
    }
}
