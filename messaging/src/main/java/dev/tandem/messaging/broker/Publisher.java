package dev.tandem.messaging.broker;

import dev.tandem.messaging.Topology;
import io.vertx.core.Future;

/** Publishes with confirms. May be used from any context; results come on the publisher's own, but for a failure at once. */
public interface Publisher {

    /**
     * Publishes one persistent message. One to the exchange of the {@linkplain Topology#log() log} waits on each new connection until the log is up,
     * and holds up no other.
     *
     * @return succeeds when the broker has confirmed it, in every queue that it was routed to. A failure means that the
     *     broker may or may not have it: publish again, with the same message id. Fails at once while there is no
     *     connection; with the connection; and when no confirm comes within some seconds, while others do.
     */
    Future<Void> publish(Publication publication);

    /** How things stand now. */
    State state();

    /** Succeeds when the publisher can publish: at once, or after the next connection or the end of a blockade. */
    Future<Void> ready();

    /** Waits for nothing: what is not confirmed fails. */
    Future<Void> close();

    /** State of the way to the broker, which says whether publishing makes sense. */
    enum State {
        /** Connected. */
        READY,
        /** Connected, but the broker is short of memory or disk and takes nothing at present. */
        BLOCKED,
        /** No connection; one is being sought. */
        DISCONNECTED
    }
}
