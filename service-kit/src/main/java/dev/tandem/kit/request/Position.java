package dev.tandem.kit.request;

import dev.tandem.kit.table.Times;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A position in a list that is sorted by time, newest first, and then by id. */
public record Position(Instant at, UUID id) {

    /** Before every item. */
    public static final Position TOP = new Position(Instant.parse("9999-12-31T23:59:59.999999Z"), new UUID(-1, -1));

    /** Encodes a position as its microseconds since the epoch, then the id. Without a cursor, a list begins at {@link #TOP}. */
    public static final Cursors<Position> CURSORS = new Cursors<>(TOP, Position::write, Position::read);

    private static byte[] write(Position position) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(position.at.getEpochSecond() * 1_000_000 + position.at.getNano() / 1_000)
                .put(Cursors.bytes(position.id))
                .array();
    }

    private static Position read(ByteBuffer bytes) {
        Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
        if (!Times.isStorable(at)) {
            throw new IllegalArgumentException("not a time that the database knows");
        }
        return new Position(at, Cursors.id(bytes));
    }
}
