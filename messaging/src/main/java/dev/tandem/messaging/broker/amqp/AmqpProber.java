package dev.tandem.messaging.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Prober;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.QueueOptions;
import io.vertx.rabbitmq.RabbitMQMessage;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends probes on one link after another, and examines queues on separate links, because the broker blocks only links that
 * publish. Answers arrive in a queue of the probing link, which is deleted with that link. They do not use RabbitMQ's direct
 * reply-to, because a service that may answer that way may publish to every queue. Lives on the context that created it.
 */
final class AmqpProber implements Prober {

    private final Vertx vertx;
    private final String service;
    private final String answers;
    private final Handler<Long> answered;
    private final Supervisor probing;
    private final Supervisor looking;
    private @Nullable Link probes;
    private String replyTo = "";
    private @Nullable Link looks;

    /** @param answers the exchange for answers */
    AmqpProber(Vertx vertx, Supplier<URI> address, String service, String answers, Handler<Long> answered) {
        this.vertx = vertx;
        this.service = service;
        this.answers = answers;
        this.answered = answered;
        String name = service + " probing";
        this.probing = new Supervisor(vertx, name, () -> Link.open(vertx, address, name), this::furnish);
        String looker = name + " depths";
        this.looking = new Supervisor(vertx, looker, () -> Link.open(vertx, address, looker), fresh -> {
            looks = fresh;
            return Future.succeededFuture();
        });
        probing.start();
        looking.start();
    }

    private Future<Void> furnish(Link fresh) {
        String queue = service + ".answers." + UUID.randomUUID();
        return fresh.call(client -> client.queueDeclare(queue, false, true, true))
                .compose(declared -> fresh.call(client -> client.queueBind(queue, answers, queue)))
                .compose(
                        bound -> fresh.call(client -> client.basicConsumer(queue, new QueueOptions().setAutoAck(true))))
                .map(consumer -> {
                    consumer.handler(this::answer);
                    replyTo = queue;
                    probes = fresh;
                    return null;
                });
    }

    private void answer(RabbitMQMessage message) {
        Map<String, Object> headers = message.properties().getHeaders();
        if (headers != null && headers.get(ID) instanceof Number id) {
            answered.handle(id.longValue());
        }
    }

    @Override
    public Future<Void> send(String queue, long id) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType(CONTENT_TYPE)
                .replyTo(replyTo)
                .headers(Map.of(ID, id))
                .build();
        return on(
                probing,
                probes,
                present -> present.call(client -> client.basicPublish("", queue, properties, Buffer.buffer()))
                        .onFailure(present::discard));
    }

    @Override
    public Future<QueueDepth> look(String queue) {
        return on(
                looking,
                looks,
                present -> vertx.executeBlocking(
                        () -> {
                            try (Channel channel = present.extraChannel()) {
                                AMQP.Queue.DeclareOk found = channel.queueDeclarePassive(queue);
                                return new QueueDepth(found.getMessageCount(), found.getConsumerCount());
                            }
                        },
                        false));
    }

    private static <T> Future<T> on(Supervisor keeper, @Nullable Link present, Function<Link, Future<T>> work) {
        if (present == null || !present.isOpen()) {
            return Future.failedFuture(new BrokerUnavailable(keeper.lastCause()));
        }
        return present.blocked()
                ? Future.failedFuture(new BrokerUnavailable("The broker takes no messages at present"))
                : work.apply(present);
    }

    @Override
    public Future<Void> close() {
        return probing.close().eventually(looking::close);
    }
}
