package dev.tandem.messaging.testing.memory;

import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One subscriber of a {@link MemoryQueue}. Guarded by the broker's lock. */
final class MemorySubscription implements Subscription {

    private final MemoryBroker broker;
    private final MemoryQueue queue;
    private final int prefetch;
    private final Handler<Delivery> handler;
    private final Context context;
    private final Set<MemoryQueue.Stored> unacknowledged = new LinkedHashSet<>();
    private boolean connected;
    private volatile boolean paused;
    /** Grows with each connection; a delivery of an earlier one cannot be acknowledged. */
    private volatile int connection;

    MemorySubscription(
            MemoryBroker broker, MemoryQueue queue, int prefetch, Handler<Delivery> handler, Context context) {
        this.broker = broker;
        this.queue = queue;
        this.prefetch = prefetch;
        this.handler = handler;
        this.context = context;
    }

    boolean hasCredit() {
        return !paused && unacknowledged.size() < prefetch;
    }

    void take(MemoryQueue.Stored stored) {
        unacknowledged.add(stored);
        int on = connection;
        context.runOnContext(v -> {
            if (on == connection && !paused) {
                handler.handle(new MemoryDelivery(this, on, stored));
            }
        });
    }

    void lost() {
        if (connected) {
            connected = false;
            connection++;
            List<MemoryQueue.Stored> returned = List.copyOf(unacknowledged);
            unacknowledged.clear();
            queue.removeTaker(this, returned);
        }
    }

    void resumed() {
        if (!connected) {
            connected = true;
            queue.addTaker(this);
        }
    }

    private void ack(MemoryQueue.Stored stored, int on) {
        synchronized (broker) {
            if (on == connection && unacknowledged.remove(stored)) {
                queue.acknowledged();
            }
        }
    }

    @Override
    public boolean connected() {
        synchronized (broker) {
            return connected;
        }
    }

    @Override
    public Future<Void> pause() {
        paused = true;
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        broker.remove(this);
        return Future.succeededFuture();
    }

    private record MemoryDelivery(MemorySubscription subscription, int connection, MemoryQueue.Stored stored)
            implements Delivery {

        @Override
        public String exchange() {
            return stored.exchange();
        }

        @Override
        public String routingKey() {
            return stored.routingKey();
        }

        @Override
        public boolean redelivered() {
            return stored.redelivered();
        }

        @Override
        public String contentType() {
            return stored.publication().properties().contentType();
        }

        @Override
        public Map<String, Object> headers() {
            return stored.publication().headers();
        }

        @Override
        public Buffer body() {
            return stored.publication().body();
        }

        @Override
        public @Nullable String replyTo() {
            return stored.publication().headers().get(MemoryProber.REPLY_TO) instanceof String address ? address : null;
        }

        @Override
        public void ack() {
            subscription.ack(stored, connection);
        }

        @Override
        public boolean current() {
            return connection == subscription.connection;
        }
    }
}
