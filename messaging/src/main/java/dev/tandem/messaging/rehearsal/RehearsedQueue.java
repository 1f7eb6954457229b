package dev.tandem.messaging.rehearsal;

import dev.tandem.messaging.Topology;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.Subscription;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Acts as a broker with a single queue, whose consumer receives the rehearsed messages; drops everything that is published. */
public final class RehearsedQueue implements Broker {

    private final Vertx vertx;
    private final Topology topology;
    private @Nullable Context context;
    private Handler<Delivery> consumer = delivery -> {};

    public RehearsedQueue(Vertx vertx, Topology topology) {
        this.vertx = vertx;
        this.topology = topology;
    }

    /** Succeeds when the delivery was acknowledged. */
    Future<Void> deliver(Buffer body) {
        Context subscribed = context;
        if (subscribed == null) {
            return Future.failedFuture("Nobody consumes");
        }
        Promise<Void> settled = Promise.promise();
        subscribed.runOnContext(v -> consumer.handle(new Given(body, settled)));
        return settled.future();
    }

    @Override
    public String service() {
        return "rehearsal";
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public Future<Void> verify(Set<String> exchanges, Set<String> queues) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Publisher> publisher() {
        return Future.succeededFuture(dropping());
    }

    /** Accepts every message and drops it. */
    public static Publisher dropping() {
        return new Dropping();
    }

    @Override
    public Future<Subscription> subscribe(String queue, int prefetch, Handler<Delivery> handler) {
        context = vertx.getOrCreateContext();
        consumer = handler;
        return Future.succeededFuture(new Standing());
    }

    @Override
    public Prober prober(Handler<Long> answered) {
        throw new UnsupportedOperationException("Nobody watches a rehearsal");
    }

    private static final class Dropping implements Publisher {

        @Override
        public Future<Void> publish(Publication publication) {
            return Future.succeededFuture();
        }

        @Override
        public State state() {
            return State.READY;
        }

        @Override
        public Future<Void> ready() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private static final class Standing implements Subscription {

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public Future<Void> pause() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private record Given(Buffer body, Promise<Void> settled) implements Delivery {

        @Override
        public String exchange() {
            return "";
        }

        @Override
        public String routingKey() {
            return "";
        }

        @Override
        public boolean redelivered() {
            return false;
        }

        @Override
        public String contentType() {
            return CloudEvents.BATCH;
        }

        @Override
        public Map<String, Object> headers() {
            return Map.of();
        }

        @Override
        public @Nullable String replyTo() {
            return null;
        }

        @Override
        public void ack() {
            settled.tryComplete();
        }

        @Override
        public boolean current() {
            return true;
        }
    }
}
