package dev.tandem.kit.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections on which the head of a request does not arrive in time. Idle time-outs do not catch them: a connection
 * on which bytes trickle in is never idle. Bodies are covered by the {@link Deadline}. Lives on the context of one server
 * and checks only when the first deadline may be due, so that it costs nothing while nobody is connected, and little
 * otherwise.
 */
final class SlowHeads {

    private static final class Waiting {
        private int requests;
        private long since = System.nanoTime();
        private Duration limit;

        private Waiting(Duration limit) {
            this.limit = limit;
        }

        private boolean isWaiting() {
            return requests == 0;
        }

        private long left(long now) {
            return limit.toNanos() - (now - since);
        }
    }

    private static final long NEVER = -1;
    private static final long SHORTEST_PAUSE = Duration.ofSeconds(1).toNanos();

    private final Vertx vertx;
    private final Map<HttpConnection, Waiting> connections = new HashMap<>();
    private long timer = NEVER;
    private long looksAt;
    private final Duration first;
    private final Duration next;

    /**
     * @param first time limit from a new connection to its first request
     * @param next time limit from an answer to the next request
     */
    SlowHeads(Vertx vertx, Duration first, Duration next) {
        this.vertx = vertx;
        this.first = first;
        this.next = next;
    }

    void opened(HttpConnection connection) {
        connections.put(connection, new Waiting(first));
        lookIn(first.toNanos());
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
                lookIn(next.toNanos());
            });
        }
    }

    private void lookIn(long nanos) {
        long at = System.nanoTime() + nanos;
        if (timer != NEVER) {
            if (looksAt - at <= 0) {
                return;
            }
            vertx.cancelTimer(timer);
        }
        looksAt = at;
        timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, due -> look());
    }

    private void look() {
        timer = NEVER;
        long now = System.nanoTime();
        List<HttpConnection> slow = new ArrayList<>();
        long soonest = Long.MAX_VALUE;
        for (Map.Entry<HttpConnection, Waiting> each : connections.entrySet()) {
            if (each.getValue().isWaiting()) {
                long left = each.getValue().left(now);
                if (left <= 0) {
                    slow.add(each.getKey());
                } else {
                    soonest = Math.min(soonest, left);
                }
            }
        }
        slow.forEach(HttpConnection::close);
        if (soonest != Long.MAX_VALUE) {
            lookIn(Math.max(SHORTEST_PAUSE, soonest));
        }
    }
}
