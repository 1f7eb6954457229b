package dev.tandem.notifier.inbox;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes to the table {@code notification}. */
public record DeliveryStore(SqlClient sql) {

    private static final String APPEND = """
            INSERT INTO notification (id, user_id, created_at, %1$s)
            SELECT r.id, r.user_id, $12, %2$s
            FROM unnest($9::uuid[], $10::text[], $11::int[]) AS r (id, user_id, place)
            JOIN %3$s WITH ORDINALITY AS a (%1$s, place) ON a.place = r.place
            ON CONFLICT (user_id, event_id) DO NOTHING
            """.formatted(
                    Announcement.COLUMNS.names(), Announcement.COLUMNS.namesIn("a"), Announcement.COLUMNS.unnest());

    /**
     * Writes one notification per recipient of each announcement, unless the recipient already has one for that event.
     */
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
        Tuple rows = Announcement.COLUMNS
                .arrays(announcements)
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(users.toArray(String[]::new))
                .addArrayOfInteger(places.toArray(Integer[]::new))
                .addOffsetDateTime(Times.utc(now));
        return sql.preparedQuery(APPEND).execute(rows).mapEmpty();
    }
}
