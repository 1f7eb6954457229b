package dev.tandem.feed.reading;

import dev.tandem.feed.entry.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** A position as clients carry it from page to page: opaque to them, and checked when it comes back. */
final class Cursor {

    private static final int LENGTH = 3 * Long.BYTES;
    private static final long EARLIEST = micros(Instant.parse("0001-01-01T00:00:00Z"));
    private static final long LATEST = micros(Position.TOP.at());

    private Cursor() {}

    static String of(Position position) {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(micros(position.at()))
                .putLong(position.id().getMostSignificantBits())
                .putLong(position.id().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Position position(String cursor) {
        ByteBuffer bytes = ByteBuffer.wrap(decoded(cursor));
        if (bytes.remaining() != LENGTH) {
            throw Parameters.malformed("cursor is none of ours.");
        }
        long micros = bytes.getLong();
        if (micros < EARLIEST || micros > LATEST) {
            throw Parameters.malformed("cursor is none of ours.");
        }
        return new Position(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong()));
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notEncodedByUs) {
            throw Parameters.malformed("cursor is none of ours.");
        }
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
}
