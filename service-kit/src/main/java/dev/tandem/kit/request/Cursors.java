package dev.tandem.kit.request;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;

/**
 * Encodes and decodes pagination cursors: positions in a list, opaque to clients and checked when they come back.
 *
 * @param start the position before the first item
 * @param write turns a position into bytes
 * @param read turns bytes into a position; an exception, or leftover bytes, mean that the cursor is invalid
 */
public record Cursors<P>(P start, Function<P, byte[]> write, Function<ByteBuffer, P> read) {

    /** For a list in descending order of ids: starts above every possible id. */
    public static final Cursors<UUID> NEWEST_FIRST = new Cursors<>(new UUID(-1, -1), Cursors::bytes, Cursors::id);

    /** The cursor for a position. */
    public String encode(P position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(write.apply(position));
    }

    /** The position of a cursor from {@link #encode}; any other text is answered 400. */
    public P decode(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            P position = read.apply(bytes);
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException("bytes are left over");
            }
            return position;
        } catch (RuntimeException notEncodedByUs) {
            throw Query.malformed("cursor is not valid.");
        }
    }

    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    public static UUID id(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
