package dev.tandem.feed.reading;

import dev.tandem.feed.entry.Position;
import dev.tandem.kit.request.Cursors;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Encodes positions as bytes: the microseconds since the epoch, then the id. */
final class Positions {

    /** Cursors that start at the newest entry. */
    static final Cursors<Position> CURSORS = new Cursors<>(Position.TOP, Positions::write, Positions::read);

    private static final long EARLIEST = micros(Instant.parse("0001-01-01T00:00:00Z"));
    private static final long LATEST = micros(Position.TOP.at());

    private Positions() {}

    private static byte[] write(Position position) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(micros(position.at()))
                .put(Cursors.bytes(position.id()))
                .array();
    }

    private static Position read(ByteBuffer bytes) {
        long micros = bytes.getLong();
        if (micros < EARLIEST || micros > LATEST) {
            throw new IllegalArgumentException("not a time that the database knows");
        }
        return new Position(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), Cursors.id(bytes));
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
}
