package dev.tandem.gateway.stream;

import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.ServerSentEvents;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a user's events on one connection: reads whenever there may be something new, and never faster than the client.
 * While notifications cannot be read, operations are still sent. Call its methods on the request's context, except {@link
 * #operationsChanged} and {@link #inboxChanged}.
 */
final class UserStream {

    private static final Logger LOG = LoggerFactory.getLogger(UserStream.class);

    /** A client without events must still be able to reconnect with a position that is kept. */
    private static final Duration POSITION_AGAIN = Duration.ofMinutes(1);

    private static final int UNAUTHORIZED = 401;
    private static final String NOTHING = "{}";

    private final Context context;
    private final ServerSentEvents events;
    private final Reading operations;
    private final Reading notifications;
    private final RecentlySent told;
    private Instant positionSent = Instant.EPOCH;

    UserStream(Context context, ServerSentEvents events, Reading operations, Reading notifications, RecentlySent told) {
        this.context = context;
        this.events = events;
        this.operations = operations;
        this.notifications = notifications;
        this.told = told;
    }

    /** Reads again, because there may be more of the user's operations; may be called from any thread. */
    void operationsChanged() {
        context.runOnContext(v -> want(operations));
    }

    /** Reads again, because there may be more in the user's inbox; may be called from any thread. */
    void inboxChanged() {
        context.runOnContext(v -> want(notifications));
    }

    /** Promises that everything from now on will be sent, also to a client that reconnects with this id. */
    void sendReady() {
        send("ready", NOTHING);
    }

    /** Tells the client that it may have missed events, and from which position it continues. */
    void sendReset() {
        send("reset", NOTHING);
    }

    private void want(Reading reading) {
        reading.want();
        read(reading);
    }

    private void read(Reading reading) {
        if (!reading.isDue() || events.isOver()) {
            return;
        }
        if (events.isFull()) {
            events.whenDrained(drained -> {
                read(operations);
                read(notifications);
            });
            return;
        }
        reading.next().onComplete((page, failure) -> {
            if (failure == null) {
                tell(reading, page);
                read(reading);
            } else {
                failed(reading, failure);
            }
        });
    }

    private void tell(Reading reading, StreamSource.Page page) {
        for (StreamSource.Item item : page.items()) {
            boolean fresh = told.add(item.place());
            reading.passed(item);
            if (fresh) {
                send(reading.name(), item.data().encode());
            }
        }
        reading.done(page);
        told.forgetBefore(earliest().minus(Reading.OVERLAP));
        if (operations.position().isAfter(positionSent.plus(POSITION_AGAIN))) {
            send("position", NOTHING);
        }
    }

    private void send(String name, String data) {
        events.event(name, position(), data);
        positionSent = operations.position();
    }

    /**
     * If operations cannot be read, or the token is no longer valid, the client must reconnect; notifications are retried
     * at the next hint.
     */
    private void failed(Reading reading, Throwable failure) {
        reading.failed();
        boolean strange =
                failure instanceof ProblemException refused && refused.problem().status() == UNAUTHORIZED;
        if (reading == operations || strange) {
            LOG.debug("A stream ends, for it cannot be read", failure);
            events.end();
        } else {
            LOG.debug("Notifications cannot be read at present", failure);
        }
    }

    private Instant earliest() {
        return operations.position().isBefore(notifications.position())
                ? operations.position()
                : notifications.position();
    }

    private String position() {
        return Position.of(operations.position(), notifications.position(), told.latest())
                .written();
    }
}
