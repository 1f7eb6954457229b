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

    /** The lowest value that a UUIDv7 of this millisecond can have; those of earlier milliseconds sort before it. */
    static UUID lowest(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
