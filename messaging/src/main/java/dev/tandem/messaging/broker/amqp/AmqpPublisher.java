package dev.tandem.messaging.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.rabbitmq.RabbitMQConfirmation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes on one link after another and pairs every publish with its confirm by our own map. Whoever publishes hands its
 * message to the thread that writes to the broker, without a detour.
 *
 * <p>A verticle, because the client orders its calls by context: a publisher and a consumer must not share one.
 */
final class AmqpPublisher extends VerticleBase implements Publisher {

    private final String uri;
    private final String name;
    private final Duration confirmTimeout;
    private volatile @Nullable Session session;
    private Promise<Void> ready = Promise.promise();
    private @Nullable Supervisor supervisor;

    AmqpPublisher(String uri, String name, Duration confirmTimeout) {
        this.uri = uri;
        this.name = name;
        this.confirmTimeout = confirmTimeout;
    }

    @Override
    public Future<?> start() {
        Supervisor keeper = new Supervisor(vertx, name, () -> Link.open(vertx, uri, name), this::furnish);
        supervisor = keeper;
        keeper.start();
        return Future.succeededFuture();
    }

    private Future<Void> furnish(Link link) {
        // A broker that has just started confirms what is published to a stream that is not up yet, and drops it
        // (3.10.8).
        return link.call(client -> client.messageCount(EventLog.STREAM))
                .compose(there -> link.call(client -> client.addConfirmListener(Integer.MAX_VALUE)))
                .map(confirms -> {
                    Session fresh = new Session(link);
                    confirms.handler(fresh::confirmed);
                    session = fresh;
                    link.onBlocked(this::announce);
                    announce();
                    link.down().onSuccess(fresh::failAll);
                    return null;
                });
    }

    private synchronized void announce() {
        if (state() == State.READY) {
            ready.tryComplete();
        }
    }

    @Override
    public Future<Void> publish(Publication publication) {
        Session current = session;
        return current == null
                ? Future.failedFuture(new BrokerUnavailable("There is no connection to the broker"))
                : current.send(publication);
    }

    @Override
    public State state() {
        Session current = session;
        if (current == null) {
            return State.DISCONNECTED;
        }
        return current.link.blocked() ? State.BLOCKED : State.READY;
    }

    @Override
    public synchronized Future<Void> ready() {
        if (state() == State.READY) {
            return Future.succeededFuture();
        }
        if (ready.future().isComplete()) {
            ready = Promise.promise();
            announce();
        }
        return ready.future();
    }

    @Override
    public Future<Void> close() {
        return vertx.undeploy(context.deploymentID());
    }

    @Override
    public Future<?> stop() {
        Supervisor keeper = supervisor;
        return keeper == null ? Future.succeededFuture() : keeper.close();
    }

    /** The publishes of one link. */
    private final class Session {
        private final Link link;
        private final ConcurrentSkipListMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
        private final long sweep;

        Session(Link link) {
            this.link = link;
            this.sweep = vertx.setPeriodic(1_000, timer -> failOverdue());
        }

        Future<Void> send(Publication publication) {
            if (link.blocked()) {
                return Future.failedFuture(
                        new BrokerUnavailable("The broker is short of memory or disk and takes nothing now"));
            }
            Promise<Void> confirmed = Promise.promise();
            link.write(channel -> publish(channel, publication, confirmed), why -> fail(confirmed, why));
            return confirmed.future();
        }

        /** Only the link's writer publishes, so the map knows the tag before the confirm can come. */
        private void publish(Channel channel, Publication publication, Promise<Void> confirmed) throws IOException {
            pending.put(channel.getNextPublishSeqNo(), new Pending(confirmed, System.nanoTime()));
            channel.basicPublish(
                    publication.exchange(),
                    publication.routingKey(),
                    amqp(publication),
                    publication.body().getBytes());
            if (!link.isOpen()) {
                fail(confirmed, new BrokerUnavailable("The connection was lost while publishing"));
            }
        }

        private void fail(Promise<Void> confirmed, Throwable why) {
            context.runOnContext(v -> confirmed.tryFail(why));
        }

        void confirmed(RabbitMQConfirmation confirmation) {
            long tag = confirmation.getDeliveryTag();
            if (!confirmation.isMultiple()) {
                settle(pending.remove(tag), confirmation.isSucceeded());
                return;
            }
            var settled = pending.headMap(tag, true);
            settled.values().forEach(each -> settle(each, confirmation.isSucceeded()));
            settled.clear();
        }

        private void settle(@Nullable Pending publish, boolean succeeded) {
            if (publish == null) {
                return;
            }
            if (succeeded) {
                publish.confirmed.tryComplete();
            } else {
                publish.confirmed.tryFail(new BrokerUnavailable("The broker refused the message"));
            }
        }

        private void failOverdue() {
            var oldest = pending.firstEntry();
            if (oldest != null
                    && !link.blocked()
                    && System.nanoTime() - oldest.getValue().sentAt > confirmTimeout.toNanos()) {
                link.discard(new BrokerUnavailable("No confirm came within " + confirmTimeout.toSeconds() + " s"));
            }
        }

        void failAll(Throwable why) {
            vertx.cancelTimer(sweep);
            if (session == this) {
                session = null;
            }
            pending.values().forEach(each -> each.confirmed.tryFail(why));
            pending.clear();
        }
    }

    private static AMQP.BasicProperties amqp(Publication publication) {
        Publication.Properties properties = publication.properties();
        Long timestamp = properties.timestamp();
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .contentType(properties.contentType())
                .messageId(properties.messageId())
                .type(properties.type())
                .correlationId(properties.correlationId())
                .timestamp(timestamp == null ? null : Date.from(Instant.ofEpochMilli(timestamp)))
                .headers(publication.headers())
                .build();
    }

    private record Pending(Promise<Void> confirmed, long sentAt) {}
}
