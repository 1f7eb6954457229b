package dev.tandem.kit.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * Drains the rest of a refused body. A client sees the answer only if it may finish sending, so some of the rest is read
 * and discarded; a client that never stops sending loses its connection.
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
