package dev.tandem.kit.request;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes and reads the positions in a list that travel with clients from page to page: opaque to them, and checked when they come back.
 *
 * @param start where the list begins: before its first item
 * @param write makes bytes of a position
 * @param read makes a position of bytes; by any exception, or by leaving bytes over, it says that they are none
 */
public record Cursors<P>(P start, Function<P, byte[]> write, Function<ByteBuffer, P> read) {

    /** For a list that goes downwards by id: it begins above every id there is. */
    public static final Cursors<UUID> NEWEST_FIRST = new Cursors<>(new UUID(-1, -1), Cursors::bytes, Cursors::id);

    /** The position as a client sees it. */
    public String encode(P position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(write.apply(position));
    }

    /** What {@link #encode} was given; anything else than what it made is answered 400. */
    public P decode(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            P position = read.apply(bytes);
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException("bytes are left over");
            }
            return position;
        } catch (RuntimeException notEncodedByUs) {
            throw Query.malformed("cursor is none of ours.");
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
