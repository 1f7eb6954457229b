package dev.tandem.gateway.stream;

import dev.tandem.kit.table.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A position among items that are ordered by time.
 *
 * @param at to the microsecond, as in the database
 * @param id the id of the item there; orders items of the same time
 */
record Mark(Instant at, UUID id) {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    Mark {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The position before all items of that time. */
    static Mark before(Instant time) {
        return new Mark(time, BEFORE_ALL);
    }

    /** The same position as an id, for items that are ordered by UUIDv7. */
    UUID asId() {
        return id.equals(BEFORE_ALL) ? Times.lowestId(at) : id;
    }

    /** A hash of the item at this position, with 48 bits; every instance computes the same. */
    long sign() {
        long mixed = id.getMostSignificantBits() * 0x9E3779B97F4A7C15L
                + Long.rotateLeft(id.getLeastSignificantBits(), 31)
                + ChronoUnit.MICROS.between(Instant.EPOCH, at);
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return (mixed ^ (mixed >>> 33)) >>> 16;
    }
}
