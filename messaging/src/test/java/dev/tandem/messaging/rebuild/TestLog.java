package dev.tandem.messaging.rebuild;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.broker.amqp.AmqpEventLog;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;

/** A log of its own, of what is published to {@code events} under its topic, and a queue that is bound to the same. */
final class TestLog implements AutoCloseable {

    final String topic = "t" + UUID.randomUUID().toString().replace("-", "");
    final String queue = Rabbit.aQueue("events", topic + ".#");
    private final String stream = "test-log." + topic;

    TestLog() {
        with(channel -> {
            channel.queueDeclare(stream, true, false, false, Map.of("x-queue-type", "stream"));
            channel.queueBind(stream, "events", topic + ".#");
            channel.queueBind(stream, "events", "log.marker");
        });
    }

    EventLog log(Vertx vertx) {
        return new AmqpEventLog(vertx, Rabbit.uri(), "test", TestTopology.withLog(stream));
    }

    @Override
    public void close() {
        with(channel -> {
            channel.queueDelete(stream);
            channel.queueDelete(queue);
        });
    }

    private static void with(Work work) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(Rabbit.uri());
            try (Connection connection = factory.newConnection("test");
                    Channel channel = connection.createChannel()) {
                work.on(channel);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void on(Channel channel) throws Exception;
    }
}
