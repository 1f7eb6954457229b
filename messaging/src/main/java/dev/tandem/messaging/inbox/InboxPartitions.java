package dev.tandem.messaging.inbox;

import dev.tandem.messaging.Loop;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Creates the inbox's weekly partitions ahead of time, and drops those whose events are all past the retention. The default
 * partition stays. It holds older events, which operators forced, and events of a week that has no partition, until that
 * partition is created. The database supplies the time.
 *
 * <p>Every instance of a service may call {@link #maintain} at any time; an advisory lock lets one work at a time.
 */
public final class InboxPartitions {

    /** "inbx" in ASCII. */
    private static final int LOCK = 0x696e6278;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int WEEKS_AHEAD = 3;
    private static final String DEFAULT = "inbox_default";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final Pool pool;
    private final Function<SqlConnection, Future<Instant>> time;

    public InboxPartitions(Pool pool) {
        this(pool, InboxPartitions::databaseTime);
    }

    InboxPartitions(Pool pool, Function<SqlConnection, Future<Instant>> time) {
        this.pool = pool;
        this.time = time;
    }

    private record Present(Instant now, Set<String> partitions) {}

    /**
     * Brings the partitions up to date. Idempotent. A session that waits for a lock on the whole inbox makes every
     * consumer wait behind it, so this waits at most a second, and then fails; see {@link #inUse}.
     */
    public Future<Void> maintain() {
        return alone(this::createMissing).compose(created -> alone(this::dropExpired));
    }

    /** Returns true if {@link #maintain} failed because another session holds a lock on the table for long, as a backup does. */
    public static boolean inUse(Throwable failure) {
        return failure instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    }

    private Future<Void> alone(BiFunction<SqlConnection, Present, Future<Void>> change) {
        return pool.withTransaction(tx -> run(tx, "SET LOCAL lock_timeout = '1s'")
                .compose(limited -> run(tx, "SELECT pg_advisory_xact_lock(" + LOCK + ")"))
                .compose(locked -> Future.all(time.apply(tx), existing(tx)))
                .compose(found -> change.apply(tx, new Present(found.resultAt(0), found.resultAt(1)))));
    }

    private static Future<Instant> databaseTime(SqlConnection tx) {
        return tx.query("SELECT now()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    private Future<Set<String>> existing(SqlConnection tx) {
        return tx.query("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'inbox'::regclass")
                .execute()
                .map(rows -> {
                    Set<String> existing = new HashSet<>();
                    rows.forEach(row -> existing.add(row.getString(0)));
                    return existing;
                });
    }

    private Future<Void> createMissing(SqlConnection tx, Present present) {
        LocalDate last = monday(present.now).plusWeeks(WEEKS_AHEAD);
        List<LocalDate> missing = monday(present.now.minus(Inbox.RETENTION))
                .datesUntil(last.plusWeeks(1), Period.ofWeeks(1))
                .filter(week -> !present.partitions.contains(nameOf(week)))
                .toList();
        return Loop.each(missing, week -> create(tx, week));
    }

    /** A partition cannot be attached while the default partition holds rows of its week, so these move first. */
    private static Future<Void> create(SqlConnection tx, LocalDate week) {
        String partition = nameOf(week);
        UUID from = lowest(week);
        UUID to = lowest(week.plusWeeks(1));
        return run(tx, "CREATE TABLE %s (LIKE inbox INCLUDING ALL)".formatted(partition))
                .compose(created -> run(tx, """
                        WITH moved AS (
                            DELETE FROM %s WHERE event_id >= '%s' AND event_id < '%s' RETURNING consumer, event_id
                        )
                        INSERT INTO %s (consumer, event_id) SELECT consumer, event_id FROM moved
                        """.formatted(DEFAULT, from, to, partition)))
                .compose(moved -> run(
                        tx,
                        "ALTER TABLE inbox ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
                                .formatted(partition, from, to)));
    }

    private Future<Void> dropExpired(SqlConnection tx, Present present) {
        String oldest = nameOf(monday(present.now.minus(Inbox.RETENTION)));
        List<String> expired = present.partitions.stream()
                .filter(partition -> !partition.equals(DEFAULT) && partition.compareTo(oldest) < 0)
                .toList();
        return Loop.each(expired, partition -> run(tx, "DROP TABLE " + partition));
    }

    private static Future<Void> run(SqlConnection tx, String statement) {
        return tx.query(statement).execute().mapEmpty();
    }

    private static String nameOf(LocalDate week) {
        return "inbox_" + week.format(DAY);
    }

    private static LocalDate monday(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static UUID lowest(LocalDate day) {
        return UuidTime.lowest(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
