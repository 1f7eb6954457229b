package dev.tandem.messaging.broker.amqp;

import com.rabbitmq.client.LongString;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.QueueOptions;
import io.vertx.rabbitmq.RabbitMQConsumer;
import io.vertx.rabbitmq.RabbitMQMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Consumes one queue on one link after another. Lives on the context that created it. */
final class AmqpSubscription implements Subscription {

    private final Vertx vertx;
    private final String queue;
    private final int prefetch;
    private final long ackedWithinMs;
    private final Handler<Delivery> handler;
    private final Supervisor supervisor;
    private volatile @Nullable Session session;
    private boolean paused;

    /** @param ackDelay so short that acks held back never exhaust the prefetch */
    AmqpSubscription(
            Vertx vertx,
            Supplier<Future<Link>> connect,
            String name,
            String queue,
            int prefetch,
            Duration ackDelay,
            Handler<Delivery> handler) {
        this.vertx = vertx;
        this.queue = queue;
        this.prefetch = prefetch;
        this.ackedWithinMs = ackDelay.toMillis();
        this.handler = handler;
        this.supervisor = new Supervisor(vertx, name, connect, this::furnish);
    }

    Future<Subscription> start() {
        return supervisor.start().map(this);
    }

    private Future<Void> furnish(Link link) {
        QueueOptions manualAcks = new QueueOptions().setAutoAck(false);
        return link.call(client -> client.basicQos(0, prefetch, false))
                // A consumer of a missing queue would report success; a passive declare does not.
                .compose(qos -> link.call(client -> client.messageCount(queue)))
                .compose(there -> link.call(client -> client.basicConsumer(queue, manualAcks)))
                .map(consumer -> {
                    Session fresh = new Session(link, consumer);
                    session = fresh;
                    consumer.handler(fresh::delivered);
                    consumer.endHandler(cancelled ->
                            link.discard(new BrokerUnavailable("The broker cancelled the consumer of " + queue)));
                    return null;
                });
    }

    @Override
    public boolean connected() {
        Session current = session;
        return current != null && current.link.isOpen();
    }

    @Override
    public Future<Void> pause() {
        paused = true;
        Session current = session;
        if (current == null || !current.link.isOpen()) {
            return Future.succeededFuture();
        }
        return vertx.<Void>executeBlocking(() -> {
                    current.consumer.endHandler(null);
                    current.consumer.cancel();
                    return null;
                })
                .recover(e -> Future.succeededFuture());
    }

    @Override
    public Future<Void> close() {
        paused = true;
        Session last = session;
        if (last != null) {
            last.flushAcks();
            last.ackAlone();
        }
        return supervisor.close();
    }

    /** The deliveries of one link; their tags are invalid on another. */
    private final class Session {
        private final Link link;
        private final RabbitMQConsumer consumer;
        /** Settled deliveries whose acks have not been sent yet. */
        private final NavigableSet<Long> settled = new TreeSet<>();
        /** Deliveries acked one by one because an earlier one is not settled. */
        private final Set<Long> toldAlone = new HashSet<>();

        private long withoutGap;
        private boolean ackScheduled;

        Session(Link link, RabbitMQConsumer consumer) {
            this.link = link;
            this.consumer = consumer;
        }

        void delivered(RabbitMQMessage message) {
            if (!paused) {
                handler.handle(new AmqpDelivery(
                        this, message, AmqpDelivery.headers(message.properties().getHeaders())));
            }
        }

        /**
         * Collects acks for a while, and sends one for all that are contiguous: each ack costs the broker a write to its log. Until
         * then a lost connection may cause settled events to be redelivered; the inbox recognises them.
         */
        void ack(long tag) {
            settled.add(tag);
            if (settled.size() > prefetch / 4) {
                flushAcks();
            } else if (!ackScheduled) {
                ackScheduled = true;
                vertx.setTimer(ackedWithinMs, timer -> {
                    ackScheduled = false;
                    flushAcks();
                });
            }
        }

        /**
         * A multiple ack names its last delivery, which must not have been acked alone: the broker would not find it.
         * Settled deliveries behind a gap occupy prefetch, so when there are many, they are acked alone.
         */
        void flushAcks() {
            long last = 0;
            while (true) {
                long next = withoutGap + 1;
                if (settled.remove(next)) {
                    last = next;
                } else if (!toldAlone.remove(next)) {
                    break;
                }
                withoutGap = next;
            }
            if (last > 0) {
                tell(last, true);
            }
            if (settled.size() > prefetch / 4) {
                ackAlone();
            }
        }

        void ackAlone() {
            settled.forEach(tag -> tell(tag, false));
            toldAlone.addAll(settled);
            settled.clear();
        }

        private void tell(long tag, boolean upToIt) {
            if (link.isOpen()) {
                link.write(channel -> channel.basicAck(tag, upToIt), lost -> {});
            }
        }
    }

    private record AmqpDelivery(Session session, RabbitMQMessage message, Map<String, Object> headers)
            implements Delivery {

        @Override
        public String exchange() {
            return message.envelope().getExchange();
        }

        @Override
        public String routingKey() {
            return message.envelope().getRoutingKey();
        }

        @Override
        public boolean redelivered() {
            return message.envelope().isRedeliver();
        }

        @Override
        public @Nullable String contentType() {
            return message.properties().getContentType();
        }

        /** Keeps strings, and whole numbers as longs; ignores anything else. */
        static Map<String, Object> headers(@Nullable Map<String, Object> received) {
            if (received == null) {
                return Map.of();
            }
            Map<String, Object> headers = new HashMap<>();
            received.forEach((header, value) -> {
                if (value instanceof LongString || value instanceof String) {
                    headers.put(header, value.toString());
                } else if (value instanceof Number number) {
                    headers.put(header, number.longValue());
                }
            });
            return headers;
        }

        @Override
        public Buffer body() {
            return message.body();
        }

        @Override
        public @Nullable String replyTo() {
            return message.properties().getReplyTo();
        }

        @Override
        public void ack() {
            session.ack(message.envelope().getDeliveryTag());
        }

        @Override
        public boolean current() {
            return session.link.isOpen();
        }
    }
}
