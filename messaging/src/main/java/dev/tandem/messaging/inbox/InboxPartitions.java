package dev.tandem.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;

/**
 * Makes the inbox's weekly partitions ahead of time and drops those in which every event is past remembering.
 *
 * <p>Every instance of a service may call it at any time; one at a time works, by an advisory lock.
 */
public final class InboxPartitions {

    /** "inbx" in ASCII. */
    private static final int LOCK = 0x696e6278;

    private static final int WEEKS_AHEAD = 3;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final Pool pool;
    private final Clock clock;

    public InboxPartitions(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Brings the partitions up to date. Repeatable. */
    public Future<Void> maintain() {
        return pool.withTransaction(tx -> tx.query("SELECT pg_advisory_xact_lock(" + LOCK + ")")
                .execute()
                .compose(locked -> createMissing(tx))
                .compose(created -> dropExpired(tx)));
    }

    private Future<Void> createMissing(SqlConnection tx) {
        Instant now = clock.instant();
        LocalDate last = monday(now).plusWeeks(WEEKS_AHEAD);
        Future<Void> created = Future.succeededFuture();
        for (LocalDate week = monday(now.minus(Inbox.RETENTION)); !week.isAfter(last); week = week.plusWeeks(1)) {
            String statement = "CREATE TABLE IF NOT EXISTS inbox_%s PARTITION OF inbox FOR VALUES FROM ('%s') TO ('%s')"
                    .formatted(week.format(DAY), lowest(week), lowest(week.plusWeeks(1)));
            created = created.compose(v -> tx.query(statement).execute().mapEmpty());
        }
        return created;
    }

    private Future<Void> dropExpired(SqlConnection tx) {
        String oldest =
                "inbox_" + monday(clock.instant().minus(Inbox.RETENTION)).format(DAY);
        return tx.query("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'inbox'::regclass")
                .execute()
                .compose(rows -> {
                    Future<Void> dropped = Future.succeededFuture();
                    for (var row : rows) {
                        String partition = row.getString(0);
                        if (partition.compareTo(oldest) < 0) {
                            dropped = dropped.compose(v -> tx.query("DROP TABLE " + partition)
                                    .execute()
                                    .mapEmpty());
                        }
                    }
                    return dropped;
                });
    }

    private static LocalDate monday(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static Object lowest(LocalDate day) {
        return UuidTime.lowest(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
