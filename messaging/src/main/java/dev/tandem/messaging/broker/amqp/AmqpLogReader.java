package dev.tandem.messaging.broker.amqp;

import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.LogReader;
import dev.tandem.messaging.broker.LogRecord;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.QueueOptions;
import io.vertx.rabbitmq.RabbitMQMessage;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream on one link after another, each starting behind the last message that {@link #next} returned: the broker keeps
 * no cursor for a reader. An ack on a stream removes nothing; it lets the broker send more.
 *
 * @see <a href="https://www.rabbitmq.com/docs/streams#consuming">Consuming streams</a>
 */
final class AmqpLogReader implements LogReader {

    /** In messages, each of at most 64 KB; also the most that are held in memory. */
    private static final int PREFETCH = 256;

    /**
     * The most bytes that {@link #next} returns, give or take one message: the caller processes them at once, on a shared event
     * loop.
     */
    private static final int MOST_BYTES_AT_ONCE = 256 * 1024;

    private static final String OFFSET = "x-stream-offset";

    private final Vertx vertx;
    private final Context context;
    private final String stream;
    private final Object beginning;
    private final Supervisor supervisor;
    private final Deque<Arrived> arrived = new ArrayDeque<>();
    private long handedOn = -1;
    private @Nullable Link link;
    private @Nullable Promise<Void> waiting;

    /** @param beginning {@code first} or {@code next} */
    AmqpLogReader(Vertx vertx, Supplier<URI> address, String name, String stream, String beginning) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.stream = stream;
        this.beginning = beginning;
        this.supervisor = new Supervisor(vertx, name, () -> Link.open(vertx, address, name), this::furnish);
    }

    /** Succeeds when the first subscription is active: with {@code next}, every message published from then on is read. */
    Future<Void> start() {
        return supervisor.start();
    }

    private Future<Void> furnish(Link fresh) {
        QueueOptions options = new QueueOptions().setAutoAck(false);
        options.setConsumerArguments(Map.of(OFFSET, handedOn < 0 ? beginning : (Object) (handedOn + 1)));
        return fresh.call(client -> client.basicQos(0, PREFETCH, false))
                // A consumer of a missing queue would report success; a passive declare does not.
                .compose(qos -> fresh.call(client -> client.messageCount(stream)))
                .compose(there -> fresh.call(client -> client.basicConsumer(stream, options)))
                .map(consumer -> {
                    link = fresh;
                    arrived.clear();
                    consumer.handler(message -> delivered(fresh, message));
                    consumer.endHandler(cancelled ->
                            fresh.discard(new BrokerUnavailable("The broker cancelled the reader of " + stream)));
                    return null;
                });
    }

    private void delivered(Link from, RabbitMQMessage message) {
        if (from != link) {
            return;
        }
        long tag = message.envelope().getDeliveryTag();
        Map<String, Object> headers = message.properties().getHeaders();
        if (headers == null || !(headers.get(OFFSET) instanceof Number offset)) {
            from.discard(new IllegalStateException(stream + " is not a stream: its messages have no offset"));
            return;
        }
        // The broker sends whole chunks, even when reading begins within one.
        if (offset.longValue() > handedOn) {
            arrived.add(new Arrived(
                    new LogRecord(offset.longValue(), message.properties().getContentType(), message.body()), tag));
        } else {
            from.call(client -> client.basicAck(tag, false)).onFailure(from::discard);
        }
        Promise<Void> waiter = waiting;
        if (waiter != null) {
            waiter.tryComplete();
        }
    }

    @Override
    public Future<List<LogRecord>> next(long withinMs) {
        if (!arrived.isEmpty()) {
            return Future.succeededFuture(take());
        }
        Promise<Void> arrival = Promise.promise();
        waiting = arrival;
        long timer = vertx.setTimer(withinMs, late -> arrival.tryComplete());
        return arrival.future().map(v -> {
            vertx.cancelTimer(timer);
            waiting = null;
            return take();
        });
    }

    private List<LogRecord> take() {
        List<LogRecord> taken = new ArrayList<>();
        Link current = link;
        long tag = 0;
        int bytes = 0;
        while (!arrived.isEmpty() && bytes < MOST_BYTES_AT_ONCE) {
            Arrived next = arrived.remove();
            taken.add(next.record);
            bytes += next.record.body().length();
            handedOn = next.record.offset();
            tag = next.tag;
        }
        long last = tag;
        if (last > 0 && current != null && current.isOpen()) {
            current.call(client -> client.basicAck(last, true)).onFailure(current::discard);
        }
        return taken;
    }

    @Override
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(v -> {
            link = null;
            arrived.clear();
            supervisor.close().onComplete(closed);
        });
        return closed.future();
    }

    /** @param tag the delivery tag for the ack */
    private record Arrived(LogRecord record, long tag) {}
}
