package dev.tandem.messaging.broker;

import dev.tandem.messaging.Topology;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.Set;

/**
 * A topic broker with publisher confirms, dead-letter exchanges and queues that keep unacknowledged messages.
 *
 * <p>Connections come and go; a publisher and a subscription outlive them.
 */
public interface Broker {

    /** The name of the service that uses it; the broker shows it beside each connection. */
    String service();

    /** The names of the exchanges and streams in it. */
    Topology topology();

    /**
     * Waits until the broker can be reached, and checks that these exchanges and queues exist.
     *
     * @return fails with one sentence that names what is missing
     */
    Future<Void> verify(Set<String> exchanges, Set<String> queues);

    /**
     * A publisher on its own connection, until {@link Publisher#close()}. It need not be connected yet: {@link Publisher#ready()}
     * succeeds when it is.
     */
    Future<Publisher> publisher();

    /**
     * Consumes a queue on its own connection until the subscription is closed; resubscribes after every connection
     * loss.
     *
     * <p>The handler is called on the context of the caller, one delivery at a time, with at most {@code prefetch}
     * unacknowledged deliveries.
     *
     * @return succeeds when the first subscription is active
     */
    Future<Subscription> subscribe(String queue, int prefetch, Handler<Delivery> handler);

    /**
     * A prober on its own connection, until {@link Prober#close()}. It need not be connected yet.
     *
     * @param answered called with the id of each probe that was answered, on the context of the caller
     */
    Prober prober(Handler<Long> answered);
}
