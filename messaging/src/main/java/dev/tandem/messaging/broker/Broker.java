package dev.tandem.messaging.broker;

import dev.tandem.messaging.Topology;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.Set;

/**
 * A topic broker with publisher confirms, dead-letter exchanges and queues that keep what is not acknowledged.
 *
 * <p>Connections come and go underneath; a publisher and a subscription outlive them.
 */
public interface Broker {

    /** Who uses it: the service's name, which the broker shows beside each connection. */
    String service();

    /** The names of what is in it. */
    Topology topology();

    /**
     * Waits until the broker is reached, and looks at what must be there.
     *
     * @return fails with one sentence that names what is missing
     */
    Future<Void> verify(Set<String> exchanges, Set<String> queues);

    /**
     * A publisher on a connection of its own, until {@link Publisher#close()}. It need not be connected yet:
     * {@link Publisher#ready()} says when it is.
     */
    Future<Publisher> publisher();

    /**
     * Consumes a queue on a connection of its own, again after every loss of it, until the subscription is closed.
     *
     * <p>The handler is called on the context of the caller, one delivery at a time, with at most {@code prefetch}
     * deliveries not acknowledged.
     *
     * @return succeeds when the first subscription stands
     */
    Future<Subscription> subscribe(String queue, int prefetch, Handler<Delivery> handler);

    /**
     * A prober on a connection of its own, until {@link Prober#close()}. It need not be connected yet.
     *
     * @param answered is told the id of each probe that was answered, on the context of the caller
     */
    Prober prober(Handler<Long> answered);
}
