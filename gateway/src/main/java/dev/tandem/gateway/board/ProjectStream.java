package dev.tandem.gateway.board;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.ServerSentEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what happens in a project on one connection: reads whenever there may be something new, and never faster than the client.
 * Each reading checks the caller's permission. While something cannot be read, it tries again. Call its methods on the request's
 * context, except {@link #changed}.
 */
final class ProjectStream {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectStream.class);

    /** A client without events must still be able to reconnect with a place that is kept. */
    private static final Duration POSITION_AGAIN = Duration.ofMinutes(1);

    private static final Duration AGAIN = Duration.ofMillis(500);

    /** More than this is not read ahead while what was read cannot be sent. */
    private static final int MOST_UNSENT = 64;

    private static final int SERVER_ERROR = 500;
    private static final String NOTHING = "{}";

    /** @param project the project that is listened to */
    record Listening(Caller caller, UUID project, UUID workspace) {}

    private final Vertx vertx;
    private final Context context;
    private final ServerSentEvents events;
    private final Listening listening;
    private final Changes changes;
    private final Present present;
    private final Order order = new Order();
    /** Read and in order, not yet sent. */
    private final Deque<Change> unsent = new ArrayDeque<>();

    private long read;
    private Instant readAt;
    private Instant positionSent = Instant.EPOCH;
    private boolean wanted;
    private boolean underWay;
    private boolean waitsForClient;
    private boolean timed;

    ProjectStream(
            Vertx vertx,
            ServerSentEvents events,
            Listening listening,
            Changes.Beginning from,
            Changes changes,
            Present present) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.events = events;
        this.listening = listening;
        this.changes = changes;
        this.present = present;
        this.read = from.place();
        this.readAt = from.readAt();
    }

    /** Promises that everything from now on will be sent, also to a client that reconnects with this id. */
    void sendReady() {
        send("ready", NOTHING);
    }

    /** Tells the client that it may have missed changes, or cannot derive them: it has to read anew. */
    void sendReset() {
        send("reset", NOTHING);
    }

    /** Reads again, because there may be more; may be called from any thread. */
    void changed() {
        context.runOnContext(v -> {
            wanted = true;
            read();
        });
    }

    private void read() {
        if (!wanted || underWay || events.isOver()) {
            return;
        }
        if (events.isFull()) {
            readOnceDrained();
            return;
        }
        wanted = false;
        underWay = true;
        changes.after(listening.caller(), listening.project(), listening.workspace(), read)
                .compose(this::take)
                .onComplete((done, failure) -> {
                    underWay = false;
                    if (failure != null) {
                        failed(failure);
                    }
                    read();
                });
    }

    private void readOnceDrained() {
        if (!waitsForClient) {
            waitsForClient = true;
            events.whenDrained(drained -> {
                waitsForClient = false;
                read();
            });
        }
    }

    private Future<Void> take(Changes.Page page) {
        if (unsent.size() < MOST_UNSENT) {
            long now = System.nanoTime();
            page.changes().forEach(change -> unsent.addAll(order.offer(change, now)));
            unsent.addAll(order.overdue(now));
            read = page.place();
            readAt = page.readAt();
            wanted |= page.more();
        } else {
            wanted = true;
        }
        if (order.holdsAny()) {
            changedIn(Order.PATIENCE);
        }
        if (unsent.isEmpty()) {
            keepPosition();
            return Future.succeededFuture();
        }
        return present.eventsOf(List.copyOf(unsent), listening.caller(), listening.project(), listening.workspace())
                .map(this::tell)
                .otherwise(this::unread);
    }

    /** Somebody else's permission may be the cause; the caller's is checked when this is tried again. */
    private @Nullable Void unread(Throwable failure) {
        LOG.debug("What changed in a project cannot be read at present", failure);
        wanted = false;
        changedIn(AGAIN);
        return null;
    }

    private @Nullable Void tell(List<JsonObject> told) {
        boolean wide = false;
        for (JsonObject event : told) {
            Change change = unsent.remove();
            send("change", event.encode());
            wide |= change.isWide();
            if (change.isLast()) {
                events.end();
            }
        }
        if (wide) {
            sendReset();
        }
        keepPosition();
        return null;
    }

    private void keepPosition() {
        if (readAt.isAfter(positionSent.plus(POSITION_AGAIN))) {
            send("position", NOTHING);
        }
    }

    private void send(String name, String data) {
        events.event(name, new Place(listening.project(), place(), readAt).written(), data);
        positionSent = readAt;
    }

    /** Everything up to there was sent. */
    private long place() {
        long place = order.placeUpTo(read);
        for (Change each : unsent) {
            place = Math.min(place, each.place() - 1);
        }
        return place;
    }

    private void failed(Throwable failure) {
        if (failure instanceof ProblemException refused && refused.problem().status() < SERVER_ERROR) {
            LOG.debug("A stream ends, for its project may not be read any more", failure);
            events.end();
        } else {
            LOG.debug("A project cannot be read at present", failure);
            changedIn(AGAIN);
        }
    }

    private void changedIn(Duration delay) {
        if (!timed) {
            timed = true;
            vertx.setTimer(delay.toMillis(), fired -> {
                timed = false;
                changed();
            });
        }
    }
}
