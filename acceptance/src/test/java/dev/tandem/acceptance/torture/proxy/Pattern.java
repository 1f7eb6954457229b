package dev.tandem.acceptance.torture.proxy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds a message of PostgreSQL's protocol in a stream of bytes, even if it is split across buffers. */
final class Pattern {

    private final byte[] wanted;
    private byte[] tail = new byte[0];

    private Pattern(byte[] wanted) {
        this.wanted = wanted;
    }

    /** A message of that type whose content is that text and a zero. */
    static Pattern message(char type, String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        return new Pattern(Buffer.buffer()
                .appendByte((byte) type)
                .appendInt(4 + content.length + 1)
                .appendBytes(content)
                .appendByte((byte) 0)
                .getBytes());
    }

    /** Whether the message ends in these bytes. */
    boolean endsIn(Buffer bytes) {
        byte[] whole = Buffer.buffer(tail).appendBuffer(bytes).getBytes();
        tail = Arrays.copyOfRange(whole, Math.max(0, whole.length - wanted.length + 1), whole.length);
        for (int start = 0; start + wanted.length <= whole.length; start++) {
            if (Arrays.equals(whole, start, start + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
