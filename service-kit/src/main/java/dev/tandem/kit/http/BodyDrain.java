package dev.tandem.kit.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * The rest of a body that was refused. A client sees the answer only when it may finish sending, so some is read and thrown
 * away; a client that sends for ever loses its connection.
 */
final class BodyDrain {

    private static final long PATIENCE_IN_BYTES = 8L * 1024 * 1024;

    private BodyDrain() {}

    static void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long[] left = {PATIENCE_IN_BYTES};
        request.handler(buffer -> {
            left[0] -= buffer.length();
            if (left[0] < 0) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
