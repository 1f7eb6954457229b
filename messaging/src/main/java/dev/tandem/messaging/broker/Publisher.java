package dev.tandem.messaging.broker;

import dev.tandem.messaging.Topology;
import io.vertx.core.Future;

/**
 * Publishes with confirms. May be used from any context; results are delivered on the publisher's own, except for immediate
 * failures.
 */
public interface Publisher {

    /**
     * Publishes one persistent message. On each new connection, messages to the exchange of the {@linkplain Topology#log() log}
     * wait until the log is up, and hold up no others.
     *
     * @return succeeds when the broker has confirmed it, in every queue that it was routed to. After a failure the broker may or
     *     may not have it: publish again, with the same message id. Fails at once unless {@link #state} is {@code READY}, and
     *     while the broker lacks the exchange; fails later if the connection is lost or no confirm comes within some seconds.
     */
    Future<Void> publish(Publication publication);

    /** The publisher's present state. */
    State state();

    /** Succeeds when the publisher can publish: at once, or after the next connection or the end of a block. */
    Future<Void> ready();

    /** Closes without waiting: unconfirmed publications fail. */
    Future<Void> close();

    /** State of the connection to the broker; only {@code READY} accepts messages. */
    enum State {
        /** Connected. */
        READY,
        /** Connected, but the broker is short of memory or disk and accepts nothing at present. */
        BLOCKED,
        /** Not connected; the publisher keeps trying. */
        DISCONNECTED
    }
}
