package dev.tandem.runtime;

import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.ServerSentEvents;
import dev.tandem.messaging.hint.HintListener;
import dev.tandem.messaging.hint.Hints;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves {@code GET /v1/hints} to other services: server-sent events whose {@code data} lists the subjects that have something
 * new, separated by commas, as this service names them; {@code *} means all, if hints were missed or there are too many to
 * list. Hints may be lost or superfluous. This is not part of the public contract, and the gateway does not forward clients to
 * it; the token of any user is accepted.
 */
final class HintRoutes {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** Maximum number of open streams; each instance of the gateway holds one. */
    private static final int MOST = 256;

    /** More subjects than this are sent as {@code *}. */
    private static final int MOST_IN_ONE = 500;

    private final Hints hints;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HintRoutes(Hints hints) {
        this.hints = hints;
    }

    void mount(Router router) {
        router.get("/v1/hints").handler(this::open);
    }

    /** Ends all streams and accepts no new ones. */
    void close() {
        closed = true;
        streams.forEach(Stream::end);
    }

    private void open(RoutingContext ctx) {
        if (closed || streams.size() >= MOST) {
            throw Problems.unavailable("No more streams can be opened here now; try again.", 1)
                    .asException();
        }
        new Stream(ctx);
    }

    /** Runs on the request's context; hints may arrive on any thread. */
    private final class Stream implements HintListener {

        private final Context context = Vertx.currentContext();
        private final ServerSentEvents events;
        private final Set<String> untold = new LinkedHashSet<>();
        private boolean missedSome;

        Stream(RoutingContext ctx) {
            events = ServerSentEvents.begin(ctx);
            streams.add(this);
            long timer = ctx.vertx().setTimer(LONGEST.toMillis(), fired -> events.end());
            var registration = hints.onAll(this);
            events.whenOver(() -> {
                registration.close();
                ctx.vertx().cancelTimer(timer);
                streams.remove(this);
            });
            if (closed) {
                end();
            }
        }

        @Override
        public void onChange(Collection<String> subjects) {
            List<String> changed = List.copyOf(subjects);
            context.runOnContext(v -> {
                if (!missedSome) {
                    untold.addAll(changed);
                    missedSome = untold.size() > MOST_IN_ONE;
                }
                tell();
            });
        }

        @Override
        public void onPossibleLoss() {
            context.runOnContext(v -> {
                missedSome = true;
                tell();
            });
        }

        void end() {
            context.runOnContext(v -> events.end());
        }

        private void tell() {
            if (events.isOver()) {
                return;
            }
            if (events.isFull()) {
                events.whenDrained(drained -> tell());
                return;
            }
            if (missedSome || !untold.isEmpty()) {
                events.data(missedSome ? "*" : String.join(",", untold));
                untold.clear();
                missedSome = false;
            }
        }
    }
}
