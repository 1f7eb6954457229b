package dev.tandem.backends;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** A connection for tests. */
record Amqp(Connection connection, Channel channel) implements AutoCloseable {

    static Amqp to(Broker broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        Channel channel = Objects.requireNonNull(connection.createChannel());
        channel.confirmSelect();
        return new Amqp(connection, channel);
    }

    /** Returns when the broker has confirmed it. */
    void publish(String exchange, String key, String body) throws Exception {
        channel.basicPublish(exchange, key, MessageProperties.PERSISTENT_BASIC, body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    GetResponse next(String queue) {
        return await().atMost(Duration.ofSeconds(10)).until(() -> channel.basicGet(queue, false), Objects::nonNull);
    }

    static String text(GetResponse message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        connection.abort();
    }
}
