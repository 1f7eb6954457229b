package dev.tandem.gateway.live;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.ServerSentEvents;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps the streams open at this instance, up to a limit per user. Ends each after 12 to 15 minutes, so that tokens are
 * checked again, and all of them when this instance stops. Thread-safe.
 */
public final class OpenStreams {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final int perUser;
    private final int most;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public OpenStreams(int perUser, int most) {
        this.perUser = perUser;
        this.most = most;
    }

    /**
     * Begins a stream as the answer to the request.
     *
     * @throws dev.tandem.kit.http.ProblemException 429 if the user has too many streams open; 503 if this instance has, or
     *     is stopping
     */
    public ServerSentEvents open(RoutingContext ctx) {
        if (closed || endings.size() >= most) {
            throw Problems.unavailable("No more streams can be opened here now; try again.", 2)
                    .asException();
        }
        String userId = Caller.of(ctx).userId();
        if (counts.merge(userId, 1, Integer::sum) > perUser) {
            leave(userId);
            throw Problems.tooManyRequests(
                            "You have " + perUser + " streams open, and no more are allowed. Close one of them.", 5)
                    .asException();
        }
        ServerSentEvents events = ServerSentEvents.begin(ctx);
        Context context = Vertx.currentContext();
        Runnable end = () -> context.runOnContext(v -> events.end());
        endings.add(end);
        long timer = ctx.vertx().setTimer(lifetime().toMillis(), fired -> events.end());
        events.whenOver(() -> {
            ctx.vertx().cancelTimer(timer);
            endings.remove(end);
            leave(userId);
        });
        if (closed) {
            end.run();
        }
        return events;
    }

    public int count() {
        return endings.size();
    }

    /** Ends all streams, and opens no more. */
    public void close() {
        closed = true;
        endings.forEach(Runnable::run);
    }

    /** Varies, so that streams that began together do not reconnect together. */
    private static Duration lifetime() {
        return LONGEST.minusMillis(ThreadLocalRandom.current().nextLong(LONGEST.toMillis() / 5));
    }

    private void leave(String userId) {
        counts.computeIfPresent(userId, (same, count) -> count == 1 ? null : count - 1);
    }
}
