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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what happens in a project on one connection: reads whenever there may be something new, and never faster than the client.
 * Whatever is told, the caller's permission is checked first. While something cannot be read, it tries again, less and less often; a thing
 * that is refused again and again is passed over, and the client told to read anew. Call its methods on the request's context, except
 * {@link #changed}.
 */
final class ProjectStream {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectStream.class);

    /** A client without events must still be able to reconnect with a place that is kept. */
    private static final Duration POSITION_AGAIN = Duration.ofMinutes(1);

    /** More than this is not read ahead while what was read cannot be sent, nor sent at a time. */
    private static final int MOST_UNSENT = 64;

    /** How often the thing of a change is asked for that is refused. */
    private static final int MOST_REFUSALS = 5;

    private static final Set<Integer> MAY_NOT_READ = Set.of(401, 403, 404);
    private static final Set<Integer> MAY_COME_LATER = Set.of(401, 408, 429);
    private static final int SERVER_ERROR = 500;
    private static final String NOTHING = "{}";

    /** @param project the project that is listened to */
    record Listening(Caller caller, UUID project, UUID workspace) {}

    private final Vertx vertx;
    private final Context context;
    private final ServerSentEvents events;
    private final Listening listening;
    private final Changes changes;
    private final EventEnricher enricher;
    private final Resequencer resequencer = new Resequencer();
    /** Read and in order. */
    private final Unsent unsent = new Unsent();

    private final Backoff backoff = new Backoff();
    private long read;
    private long heldFrom;
    private Instant readAt;
    private Instant positionSent = Instant.EPOCH;
    private int refusals;
    private boolean wanted;
    private boolean underWay;
    private boolean pausing;
    private long dueTimer = -1;

    ProjectStream(
            Vertx vertx,
            ServerSentEvents events,
            Listening listening,
            Changes.Beginning from,
            Changes changes,
            EventEnricher enricher) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.events = events;
        this.listening = listening;
        this.changes = changes;
        this.enricher = enricher;
        this.read = from.place();
        this.heldFrom = read;
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
        if (!wanted || underWay || pausing || events.isOver()) {
            return;
        }
        if (events.isFull()) {
            events.whenDrained(drained -> read());
            return;
        }
        wanted = false;
        underWay = true;
        boolean mayTell = resequencer.holdsAny() || !unsent.isEmpty();
        changes.after(listening.caller(), listening.project(), listening.workspace(), read, mayTell)
                .compose(this::take)
                .onComplete((toldAll, failure) -> {
                    underWay = false;
                    if (failure != null) {
                        failed(failure);
                    } else if (toldAll) {
                        backoff.succeeded();
                    } else {
                        pause();
                    }
                    read();
                });
    }

    /** Returns whether everything that the client could take was told. */
    private Future<Boolean> take(Changes.Page page) {
        long now = System.nanoTime();
        if (unsent.size() < MOST_UNSENT) {
            page.changes().forEach(change -> unsent.add(resequencer.offer(change, now)));
            unsent.add(resequencer.overdue(now));
            read = page.place();
            readAt = page.readAt();
            wanted |= page.more();
        }
        heldFrom = resequencer.placeUpTo(read);
        lookAgainWhenDue(now);
        if (unsent.isEmpty()) {
            keepPosition();
            return Future.succeededFuture(true);
        }
        return enricher.enrich(
                        unsent.first(MOST_UNSENT), listening.caller(), listening.project(), listening.workspace())
                .map(this::tell);
    }

    private void lookAgainWhenDue(long now) {
        vertx.cancelTimer(dueTimer);
        resequencer.dueIn(now).ifPresent(delay -> dueTimer = vertx.setTimer(delay.toMillis() + 1, due -> changed()));
    }

    private boolean tell(List<Future<JsonObject>> read) {
        boolean reset = false;
        for (Future<JsonObject> each : read) {
            if (events.isFull()) {
                break;
            }
            if (each.failed() && !isHopeless(each.cause())) {
                return false;
            }
            reset = tell(unsent.first(), each, reset);
        }
        wanted |= !unsent.isEmpty();
        keepPosition();
        return true;
    }

    /**
     * Sends {@code reset} before a wide change, with an id before it, so that nobody goes on behind the change without having been
     * told.
     *
     * @param reset whether the client was told to read anew after all these changes were read
     */
    private boolean tell(Change change, Future<JsonObject> event, boolean reset) {
        boolean told = event.succeeded() && !change.untold();
        if (told && change.isWide() && !reset) {
            sendReset();
        }
        unsent.removeFirst();
        refusals = 0;
        if (told) {
            send("change", event.result().encode());
        } else if (!reset) {
            sendReset();
        }
        if (change.isLast()) {
            events.end();
        }
        return reset || !told || change.isWide();
    }

    /** Somebody else's permission may be the cause, as one read serves many; the caller's is checked when this is tried again. */
    private boolean isHopeless(Throwable failure) {
        LOG.debug("What changed in a project cannot be read at present", failure);
        boolean refused = failure instanceof ProblemException answer
                && answer.problem().status() < SERVER_ERROR
                && !MAY_COME_LATER.contains(answer.problem().status());
        return refused && ++refusals >= MOST_REFUSALS;
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
        return unsent.placeUpTo(heldFrom);
    }

    private void failed(Throwable failure) {
        if (failure instanceof ProblemException refused
                && MAY_NOT_READ.contains(refused.problem().status())) {
            LOG.debug("A stream ends, for its project may not be read any more", failure);
            events.end();
        } else {
            LOG.debug("A project cannot be read at present", failure);
            pause();
        }
    }

    private void pause() {
        pausing = true;
        vertx.setTimer(backoff.failed().toMillis(), over -> {
            pausing = false;
            changed();
        });
    }
}
