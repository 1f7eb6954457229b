package dev.tandem.messaging.consume;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the consumer of one queue on and off: while it is off nothing is subscribed, so that other instances get the queue's
 * messages. Initially off. Thread-safe.
 */
public final class ConsumerSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSwitch.class);

    private final Vertx vertx;
    private final String queue;
    private final Supplier<Consumer> made;
    private volatile @Nullable Consumer consumer;
    private @Nullable Future<String> deployed;

    /** @param made creates a consumer of the queue each time the switch is turned on */
    public ConsumerSwitch(Vertx vertx, String queue, Supplier<Consumer> made) {
        this.vertx = vertx;
        this.queue = queue;
        this.made = made;
    }

    /** The queue that it consumes. */
    public String queue() {
        return queue;
    }

    /** Succeeds when the subscription is active. */
    public synchronized Future<Void> on() {
        Future<String> standing = deployed;
        if (standing == null) {
            Consumer fresh = made.get();
            standing = vertx.deployVerticle(fresh);
            consumer = fresh;
            deployed = standing;
        }
        return standing.mapEmpty();
    }

    /**
     * Succeeds when the batch in progress is committed and acknowledged. A subscription that is not active yet ends as
     * soon as it is; this does not wait for that.
     */
    public synchronized Future<Void> off() {
        Future<String> standing = deployed;
        if (standing == null) {
            return Future.succeededFuture();
        }
        deployed = null;
        consumer = null;
        Future<Void> over = standing.compose(vertx::undeploy);
        over.onFailure(e -> LOG.warn("{}: the consumption did not end as it should: {}", queue, e.getMessage()));
        return standing.isComplete() ? over : Future.succeededFuture();
    }

    /** Returns true if the consumer is on, and deliveries arrive and can take effect. */
    public boolean healthy() {
        Consumer present = consumer;
        return present != null && present.healthy();
    }

    /** The consumer's present state. */
    public ConsumerState state() {
        Consumer present = consumer;
        return present == null ? ConsumerState.OFF : present.state();
    }
}
