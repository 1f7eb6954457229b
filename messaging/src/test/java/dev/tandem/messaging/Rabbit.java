package dev.tandem.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.testing.TestTopology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The real broker, seen by the official client: what a test sets up and looks at from outside. */
public final class Rabbit {

    /**
     * A queue of the definitions, bound to {@code events} with {@code project.*}, for tests that kill the broker: one that
     * was declared a moment ago does not outlive that, for RabbitMQ writes its list of quorum queues out every half second.
     */
    public static final String KEPT_QUEUE = "activity-feed.events";

    private Rabbit() {}

    public static String uri() {
        return SharedBackends.get().broker().amqpUri();
    }

    /** A fresh quorum queue, bound to the exchange, and reachable for delayed copies. */
    public static String aQueue(String exchange, String pattern) {
        String queue = "test." + UUID.randomUUID();
        with(channel -> {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.queueBind(queue, exchange, pattern);
            return channel.queueBind(queue, "delay.deliver", "#." + queue);
        });
        return queue;
    }

    /** A fresh stream, bound to nothing. */
    public static void aStream(String name) {
        with(channel -> channel.queueDeclare(name, true, false, false, Map.of("x-queue-type", "stream")));
    }

    /** A fresh exchange that nothing is bound to. */
    public static void anExchange(String name) {
        with(channel -> channel.exchangeDeclare(name, "topic", true));
    }

    public static void deleteExchange(String name) {
        with(channel -> channel.exchangeDelete(name));
    }

    public static void delete(String queue) {
        with(channel -> channel.queueDelete(queue));
    }

    public static void publish(String exchange, String routingKey, String contentType, String body) {
        publish(exchange, routingKey, contentType, Map.of(), List.of(body));
    }

    /** Publishes one message for each body, in order. */
    public static void publish(
            String exchange, String routingKey, String contentType, Map<String, Object> headers, List<String> bodies) {
        with(channel -> {
            channel.confirmSelect();
            for (String body : bodies) {
                channel.basicPublish(
                        exchange,
                        routingKey,
                        new AMQP.BasicProperties.Builder()
                                .deliveryMode(2)
                                .contentType(contentType)
                                .headers(headers)
                                .build(),
                        body.getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(30_000);
            return true;
        });
    }

    /** Takes everything off the queue. */
    public static void drain(String queue, Consumer<GetResponse> each) {
        with(channel -> {
            GetResponse message;
            while ((message = channel.basicGet(queue, true)) != null) {
                each.accept(message);
            }
            return true;
        });
    }

    /** Messages that are ready in the queue; 0 also where the broker cannot tell within 250 ms. */
    public static long depth(String queue) {
        return with(channel -> channel.messageCount(queue));
    }

    /** Returns when whoever consumes the queue has settled all that was in it until now, and answered the probe behind that. */
    public static void awaitSettled(String queue) {
        with(channel -> {
            String answers = channel.queueDeclare().getQueue();
            channel.queueBind(answers, TestTopology.NAMES.answers(), answers);
            CompletableFuture<Void> answered = new CompletableFuture<>();
            channel.basicConsume(answers, true, (tag, answer) -> answered.complete(null), tag -> {});
            AMQP.BasicProperties probe = new AMQP.BasicProperties.Builder()
                    .contentType(Prober.CONTENT_TYPE)
                    .replyTo(answers)
                    .headers(Map.of(Prober.ID, 1L))
                    .build();
            channel.basicPublish("", queue, probe, new byte[0]);
            return answered.get(30, TimeUnit.SECONDS);
        });
    }

    public static void purge(String queue) {
        with(channel -> channel.queuePurge(queue));
    }

    private static <T> T with(Look<T> look) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri());
            try (Connection connection = factory.newConnection("test");
                    Channel channel = connection.createChannel()) {
                return look.at(channel);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Look<T> {
        T at(Channel channel) throws Exception;
    }
}
