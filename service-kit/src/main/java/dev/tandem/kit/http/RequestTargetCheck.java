package dev.tandem.kit.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses addresses with percent-escapes that are not UTF-8. A router would fail on such an address, or decode it to a different
 * text.
 */
public final class RequestTargetCheck implements Handler<HttpServerRequest> {

    private final Handler<HttpServerRequest> next;

    RequestTargetCheck(Handler<HttpServerRequest> next) {
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (isSound(request.uri())) {
            next.handle(request);
        } else {
            ProblemReplies.send(
                    request,
                    Problems.malformed("The address has an escape that stands for no character; write UTF-8."));
        }
    }

    /** Returns true if the escapes of the address decode to valid UTF-8. */
    public static boolean isSound(String address) {
        int escape = address.indexOf('%');
        while (escape >= 0) {
            int end = escape;
            while (end + 2 < address.length() && address.charAt(end) == '%') {
                end += 3;
            }
            if (end == escape || !isUtf8(address, escape, end)) {
                return false;
            }
            escape = address.indexOf('%', end);
        }
        return true;
    }

    private static boolean isUtf8(String address, int from, int to) {
        byte[] bytes = new byte[(to - from) / 3];
        for (int i = 0; i < bytes.length; i++) {
            int high = hex(address.charAt(from + 3 * i + 1));
            int low = hex(address.charAt(from + 3 * i + 2));
            if (high < 0 || low < 0) {
                return false;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return isUtf8(ByteBuffer.wrap(bytes));
    }

    private static int hex(char digit) {
        return digit < 0x80 ? Character.digit(digit, 16) : -1;
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
