package dev.tandem.kit.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections on which the head of a request does not arrive in time, however steadily its bytes trickle in: idle
 * time-outs do not, for such a connection is never idle. Bodies have the {@link Deadline}. Lives on the context of one server.
 */
final class SlowHeads {

    private static final class Waiting {
        private int requests;
        private long since = System.nanoTime();
        private Duration limit;

        private Waiting(Duration limit) {
            this.limit = limit;
        }

        private boolean isOver(long now) {
            return requests == 0 && now - since > limit.toNanos();
        }
    }

    private final Map<HttpConnection, Waiting> connections = new HashMap<>();
    private final Duration first;
    private final Duration next;

    /**
     * @param first how long a new connection may take to its first request
     * @param next how long one may take from an answer to the next request
     */
    SlowHeads(Duration first, Duration next) {
        this.first = first;
        this.next = next;
    }

    void opened(HttpConnection connection) {
        connections.put(connection, new Waiting(first));
        connection.closeHandler(closed -> connections.remove(connection));
    }

    void arrived(HttpServerRequest request) {
        Waiting waiting = connections.get(request.connection());
        if (waiting != null) {
            waiting.requests++;
            waiting.limit = next;
            request.response().bodyEndHandler(ended -> {
                waiting.requests--;
                waiting.since = System.nanoTime();
            });
        }
    }

    /** To be called every second or so. */
    void close() {
        long now = System.nanoTime();
        List<HttpConnection> slow = connections.entrySet().stream()
                .filter(each -> each.getValue().isOver(now))
                .map(Map.Entry::getKey)
                .toList();
        slow.forEach(HttpConnection::close);
    }
}
