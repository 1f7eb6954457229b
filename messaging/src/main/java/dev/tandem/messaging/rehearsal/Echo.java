package dev.tandem.messaging.rehearsal;

import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.consume.DelayLadder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends probes through the broker to the consumer of one of the service's own queues, by way of its publisher, its subscription
 * and its acks. Probes pass all levels of the delay ladder without a delay: this is the only route to a single queue that needs
 * no extra permission. A probe is no event, asks for no answer and has no effect. May be used from any context.
 */
public final class Echo {

    private static final long CONFIRMED_WITHIN_MS = 2_000;

    private final Publisher publisher;
    private final Publication probe;

    /** @param queue a queue to which the ladder leads */
    public Echo(Publisher publisher, String queue) {
        this.publisher = publisher;
        DelayLadder.Rung straight = DelayLadder.atOnce(queue);
        this.probe = new Publication(
                straight.exchange(),
                straight.routingKey(),
                Publication.Properties.of(Prober.CONTENT_TYPE),
                Map.of(),
                Buffer.buffer());
    }

    /** Sends a probe. Succeeds when the broker has it in the queue; fails when that takes longer than two seconds. */
    public Future<Void> probe() {
        return publisher
                .ready()
                .compose(ready -> publisher.publish(probe))
                .timeout(CONFIRMED_WITHIN_MS, TimeUnit.MILLISECONDS);
    }
}
