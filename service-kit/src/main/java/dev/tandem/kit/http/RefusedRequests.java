package dev.tandem.kit.http;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs the requests that one service has refused or failed, and keeps the last {@value #REMEMBERED} in memory, to be found by
 * correlation id.
 *
 * <p>Logs at most {@value #TOLD_A_MINUTE} lines a minute of one kind; the rest are counted, and the count is logged at the end of
 * the minute. A 500 is an error, logged with its stack; any other 5xx is a warning; a 4xx is logged at info level. Between
 * services a 4xx is logged at debug level and without limit, because the service that the client called reports it. Thread-safe;
 * one instance per Vert.x.
 */
public final class RefusedRequests implements Shareable {

    /** The number of requests remembered. */
    public static final int REMEMBERED = 4_096;

    static final int TOLD_A_MINUTE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<String> LINE_FIELDS =
            List.of("method", "path", "status", "problem", "userId", "millis", "cause");

    /** The key by which requests are counted: each member has few values, whatever clients send. */
    private record Kind(String method, int status, String problem) {
        static Kind of(RefusedRequest refused) {
            return new Kind(refused.method(), refused.status(), refused.problem());
        }
    }

    private final Vertx vertx;
    private final Duration window;
    private final Deque<RefusedRequest> last = new ArrayDeque<>();
    private final Map<Kind, Integer> thisMinute = new HashMap<>();

    RefusedRequests(Vertx vertx, Duration window) {
        this.vertx = vertx;
        this.window = window;
    }

    /** The instance for the service that runs on that Vert.x. */
    public static RefusedRequests of(Vertx vertx) {
        return vertx.sharedData()
                .<String, RefusedRequests>getLocalMap("tandem.refused-requests")
                .computeIfAbsent("all", key -> new RefusedRequests(vertx, MINUTE));
    }

    /** The remembered requests with that correlation id, oldest first. */
    public synchronized List<RefusedRequest> under(String correlationId) {
        return last.stream()
                .filter(refused -> refused.correlationId().equals(correlationId))
                .toList();
    }

    /**
     * Remembers a request, and logs or counts it.
     *
     * @param inner whether the sender is another service, not a client
     * @param context the request's telemetry context, for the log line
     * @param failure logged with its stack if the answer is 500
     */
    void note(RefusedRequest refused, boolean inner, Context context, @Nullable Throwable failure) {
        Level level = level(refused, inner);
        if (isToldAlone(refused, level)) {
            log(refused, level, context, failure);
        }
    }

    private synchronized boolean isToldAlone(RefusedRequest refused, Level level) {
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(refused);
        if (level == Level.DEBUG) {
            return true;
        }
        if (thisMinute.isEmpty()) {
            vertx.setTimer(window.toMillis(), over -> tellRest());
        }
        return thisMinute.merge(Kind.of(refused), 1, Integer::sum) <= TOLD_A_MINUTE;
    }

    private static Level level(RefusedRequest refused, boolean inner) {
        if (refused.status() == 500) {
            return Level.ERROR;
        }
        if (refused.status() > 500) {
            return Level.WARN;
        }
        return inner ? Level.DEBUG : Level.INFO;
    }

    private static void log(RefusedRequest refused, Level level, Context context, @Nullable Throwable failure) {
        if (!LOG.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line = LOG.atLevel(level);
        JsonObject fields = refused.toJson();
        for (String field : LINE_FIELDS) {
            Object value = fields.getValue(field);
            if (value != null) {
                line = line.addKeyValue(field, value);
            }
        }
        Baggage baggage = Baggage.fromContext(context).toBuilder()
                .put(CorrelationId.BAGGAGE, refused.correlationId())
                .build();
        try (Scope scope = context.with(baggage).makeCurrent()) {
            (level == Level.ERROR && failure != null ? line.setCause(failure) : line).log(refused.sentence());
        }
    }

    private void tellRest() {
        Map<Kind, Integer> rest;
        synchronized (this) {
            rest = new HashMap<>(thisMinute);
            thisMinute.clear();
        }
        try (Scope scope = Context.root().makeCurrent()) {
            rest.forEach(this::tell);
        }
    }

    private void tell(Kind kind, int count) {
        int rest = count - TOLD_A_MINUTE;
        if (rest > 0) {
            LOG.atLevel(kind.status() >= 500 ? Level.WARN : Level.INFO)
                    .addKeyValue("method", kind.method())
                    .addKeyValue("status", kind.status())
                    .addKeyValue("problem", kind.problem())
                    .addKeyValue("count", rest)
                    .log(
                            "{} {}: {} more requests like these within {} s, {}",
                            kind.status(),
                            kind.method(),
                            rest,
                            window.toSeconds(),
                            kind.problem());
        }
    }
}
