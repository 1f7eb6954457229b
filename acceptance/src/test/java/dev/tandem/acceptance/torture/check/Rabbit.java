package dev.tandem.acceptance.torture.check;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.tandem.backends.Broker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads from and publishes to the broker directly, on a new connection for each use. */
public final class Rabbit {

    private static final int CONFIRM_MS = 10_000;
    private static final String PROBE = "application/vnd.tandem.probe";
    private static final String ANSWERS = "answers";

    private final ConnectionFactory factory = new ConnectionFactory();

    public Rabbit(Broker broker) {
        try {
            factory.setUri(broker.amqpUri());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        factory.setAutomaticRecoveryEnabled(false);
    }

    /** Messages that are ready in the queue. */
    public long depth(String queue) {
        return with(channel -> channel.messageCount(queue));
    }

    /** Publishes persistent messages, in that order, and waits until all are confirmed. */
    public void publish(List<Copy> copies) {
        with(channel -> {
            channel.confirmSelect();
            for (Copy copy : copies) {
                channel.basicPublish(
                        copy.exchange(),
                        copy.routingKey(),
                        new AMQP.BasicProperties.Builder()
                                .deliveryMode(2)
                                .contentType(copy.contentType())
                                .build(),
                        copy.body());
            }
            channel.waitForConfirmsOrDie(CONFIRM_MS);
            return null;
        });
    }

    /** Whether the queue's consumer has settled everything that was delivered before now, in the time given. */
    public boolean settled(String queue, long millis) {
        return with(channel -> {
            CountDownLatch answered = new CountDownLatch(1);
            String asker = channel.queueDeclare().getQueue();
            channel.queueBind(asker, ANSWERS, asker);
            channel.basicConsume(asker, true, (tag, answer) -> answered.countDown(), tag -> {});
            channel.basicPublish(
                    "",
                    queue,
                    new AMQP.BasicProperties.Builder()
                            .contentType(PROBE)
                            .replyTo(asker)
                            .headers(Map.of("tandem-probe", 1L))
                            .build(),
                    new byte[0]);
            return answered.await(millis, TimeUnit.MILLISECONDS);
        });
    }

    public void delete(String queue) {
        with(channel -> channel.queueDelete(queue));
    }

    public <T> T with(Use<T> use) {
        try (Connection connection = factory.newConnection("torture");
                Channel channel = connection.createChannel()) {
            return use.of(channel);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Work to do on a channel. */
    @FunctionalInterface
    public interface Use<T> {
        T of(Channel channel) throws Exception;
    }

    /** A message to be published as it is. */
    public record Copy(String exchange, String routingKey, String contentType, byte[] body) {

        public static Copy of(String exchange, String routingKey, String contentType, String body) {
            return new Copy(exchange, routingKey, contentType, body.getBytes(StandardCharsets.UTF_8));
        }

        /** The same message straight to a queue. */
        public Copy to(String queue) {
            return new Copy("", queue, contentType, body);
        }
    }
}
