package dev.tandem.gateway.stream;

import dev.tandem.gateway.live.OpenStreams;
import dev.tandem.gateway.live.RemoteHints;
import dev.tandem.gateway.live.Subjects;
import dev.tandem.gateway.operation.OperationLookup;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.ServerSentEvents;
import dev.tandem.messaging.hint.Hints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams the caller's live events: their operations and notifications, at least once, each kind in the order of time.
 *
 * <p>A new stream begins with {@code ready}, whose id ensures that nothing is lost if the connection breaks before anything
 * happens. A client that reconnects with {@code Last-Event-ID} gets what it has missed, from any instance. If that position
 * is no longer kept, it gets {@code reset}: read everything anew.
 */
public final class StreamRoutes {

    private static final int SERVER_ERROR = 500;

    private final OperationLookup operations;
    private final Inboxes inboxes;
    private final Hints hints;
    private final RemoteHints inboxHints;
    private final OpenStreams open;
    private final Clock clock;

    /** @param inboxHints passes hints about inboxes to {@code hints} while anybody listens */
    public StreamRoutes(
            Vertx vertx,
            OperationLookup operations,
            ServiceClient notifier,
            Hints hints,
            RemoteHints inboxHints,
            OpenStreams open,
            Clock clock) {
        this.operations = operations;
        this.inboxes = new Inboxes(vertx, notifier);
        this.hints = hints;
        this.inboxHints = inboxHints;
        this.open = open;
        this.clock = clock;
    }

    /** {@code GET /v1/stream}. */
    public void stream(RoutingContext ctx) {
        String written = ServerSentEvents.lastEvent(ctx);
        Optional<Position> known = Optional.ofNullable(written)
                .flatMap(Position::read)
                .filter(position -> position.isKept(clock.instant()));
        begin(ctx, known, written).onComplete(Answers.to(ctx, beginning -> open(ctx, beginning)));
    }

    /**
     * Finds where a stream begins: at the client's position, or now. Records the latest items as sent, because they will be
     * read again.
     */
    private Future<Beginning> begin(RoutingContext ctx, Optional<Position> known, @Nullable String written) {
        Caller caller = Caller.of(ctx);
        StreamSource ofOperations = new OperationNews(operations, caller.userId());
        StreamSource inbox = inboxes.of(caller);
        Mark lately = Mark.before(clock.instant().minus(Reading.OVERLAP));
        Future<StreamSource.Page> changed = ofOperations.behind(lately);
        if (known.isPresent()) {
            Position position = known.get();
            return changed.map(readable -> new Beginning(
                    stream -> {},
                    new Reading(ofOperations, position.operations()),
                    new Reading(inbox, position.notifications()),
                    told(position)));
        }
        Future<StreamSource.Page> arrived = inbox.behind(lately).recover(this::whileAway);
        return Future.join(changed, arrived)
                .map(read -> new Beginning(
                        written == null ? UserStream::sendReady : UserStream::sendReset,
                        new Reading(ofOperations, changed.result().readAt()),
                        new Reading(inbox, arrived.result().readAt()),
                        told(changed.result(), arrived.result())));
    }

    /** @param opening sends the first event */
    private record Beginning(
            Consumer<UserStream> opening, Reading operations, Reading notifications, RecentlySent told) {}

    private void open(RoutingContext ctx, Beginning beginning) {
        Caller caller = Caller.of(ctx);
        ServerSentEvents events = open.open(ctx);
        UserStream stream = new UserStream(
                Vertx.currentContext(), events, beginning.operations(), beginning.notifications(), beginning.told());
        beginning.opening().accept(stream);
        events.whenOver(hints.on(Subjects.operationsOf(caller.userId()), stream::operationsChanged)::close);
        events.whenOver(hints.on(Subjects.inboxOf(caller.userId()), stream::inboxChanged)::close);
        events.whenOver(inboxHints.listenFor(caller)::close);
        stream.operationsChanged();
        stream.inboxChanged();
    }

    /** If the notifier is down, the stream begins now; items that arrive from now on are sent once the notifier is back. */
    private Future<StreamSource.Page> whileAway(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() < SERVER_ERROR
                ? Future.failedFuture(failure)
                : Future.succeededFuture(new StreamSource.Page(List.of(), null, clock.instant()));
    }

    private static RecentlySent told(Position position) {
        RecentlySent told = new RecentlySent();
        position.told().forEach(sign -> told.add(sign, position.operations()));
        return told;
    }

    private static RecentlySent told(StreamSource.Page... pages) {
        RecentlySent told = new RecentlySent();
        for (StreamSource.Page page : pages) {
            page.items().forEach(item -> told.add(item.place()));
        }
        return told;
    }
}
