package dev.tandem.messaging.inbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Reads the time in a UUIDv7: milliseconds since the epoch in its first 48 bits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.7">RFC 9562, section 5.7</a>
 */
public final class UuidTime {

    private UuidTime() {}

    public static Instant of(UUID uuid) {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
    }

    /** The value below which every UUIDv7 of an earlier millisecond sorts, and none of this or a later one. */
    static UUID lowest(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
