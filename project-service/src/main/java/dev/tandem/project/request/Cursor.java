package dev.tandem.project.request;

import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where a page ends, as clients carry it to the next one: opaque to them, and checked when it comes back. */
public final class Cursor {

    /** Above every id there is: a list that goes downwards begins here. */
    public static final UUID TOP = new UUID(-1, -1);

    private static final int UUID_BYTES = 16;

    private Cursor() {}

    public static String after(UUID id) {
        byte[] bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return encoded(bytes);
    }

    public static String after(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The id after which the page begins, or {@link #TOP}. */
    public static UUID id(RoutingContext ctx) {
        return bytes(ctx).map(Cursor::uuid).orElse(TOP);
    }

    /** The text after which the page begins, or the empty one. */
    public static String text(RoutingContext ctx) {
        return bytes(ctx).map(Cursor::utf8).orElse("");
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> bytes(RoutingContext ctx) {
        try {
            return Parameters.queried(ctx, "cursor")
                    .map(text -> Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notEncodedByUs) {
            throw Parameters.malformed("cursor is none of ours.");
        }
    }

    private static UUID uuid(byte[] bytes) {
        if (bytes.length != UUID_BYTES) {
            throw Parameters.malformed("cursor is none of ours.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static String utf8(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException notEncodedByUs) {
            throw Parameters.malformed("cursor is none of ours.");
        }
        throw Parameters.malformed("cursor is none of ours.");
    }
}
