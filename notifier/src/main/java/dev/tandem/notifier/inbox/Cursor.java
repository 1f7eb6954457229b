package dev.tandem.notifier.inbox;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Where a page ends, as clients carry it to the next one: opaque to them, and checked when it comes back. */
final class Cursor {

    /** Above every id there is. */
    static final UUID TOP = new UUID(-1, -1);

    private static final int LENGTH = 2 * Long.BYTES;

    private Cursor() {}

    static String of(UUID id) {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static UUID id(String cursor) {
        ByteBuffer bytes = ByteBuffer.wrap(decoded(cursor));
        if (bytes.remaining() != LENGTH) {
            throw PageRequest.malformed("cursor is none of ours.");
        }
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notEncodedByUs) {
            throw PageRequest.malformed("cursor is none of ours.");
        }
    }
}
