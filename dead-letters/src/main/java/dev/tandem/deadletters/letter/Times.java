package dev.tandem.deadletters.letter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants on their way into the database and back. */
public final class Times {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /** The time, or null where it is none that the database knows. */
    public static @Nullable Instant storable(@Nullable Instant time) {
        return time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
    }

    public static @Nullable OffsetDateTime column(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant read(@Nullable OffsetDateTime column) {
        return column == null ? null : column.toInstant();
    }
}
