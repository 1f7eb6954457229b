package dev.tandem.kit.table;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts instants for the database and back. */
public final class Times {

    /** The first time that {@link #isStorable}. */
    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /** The last time that {@link #isStorable}. */
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Times() {}

    /** Returns true if the database can store the time and its year has four digits. */
    public static boolean isStorable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    /** The time, or null if the database cannot store it. */
    public static @Nullable Instant storable(@Nullable Instant time) {
        return time == null || !isStorable(time) ? null : time;
    }

    /** The time in the type that the database client expects. */
    public static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** The time in the type that the database client expects; null for null. */
    public static @Nullable OffsetDateTime optional(@Nullable Instant time) {
        return time == null ? null : utc(time);
    }

    /** The lowest UUIDv7 of that millisecond; there are none before 1970. */
    public static UUID lowestId(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
    }

    /** The millisecond in which a UUIDv7 was made. */
    public static Instant ofId(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The time in a column that is never null. */
    public static Instant in(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    public static @Nullable Instant optionalIn(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
