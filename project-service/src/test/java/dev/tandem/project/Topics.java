package dev.tandem.project;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Payload;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Uses the broker's exchanges from outside: sends commands and facts, and receives what the service publishes. */
final class Topics {

    private final List<Told> heard = new CopyOnWriteArrayList<>();
    private final Channel channel;

    /** One published event. */
    record Told(Envelope envelope, Object payload, String routingKey) {}

    Topics() {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(SharedBackends.get().broker().amqpUri());
            channel = factory.newConnection("test").createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, "events", "#");
            channel.queueBind(queue, "operations", "#");
            channel.queueBind(queue, "commands", "invitation.*");
            channel.basicConsume(
                    queue,
                    true,
                    (tag, delivery) -> CloudEvents.read(
                                    delivery.getProperties().getContentType(), Buffer.buffer(delivery.getBody()))
                            .forEach(entry -> hear(
                                    (CloudEvents.Entry.Readable) entry,
                                    delivery.getEnvelope().getRoutingKey())),
                    tag -> {});
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    void publish(Envelope envelope, Payload payload) {
        Contract contract = Contracts.of(payload);
        try {
            channel.basicPublish(
                    contract.exchange(),
                    contract.routingKey(),
                    new AMQP.BasicProperties.Builder()
                            .contentType(CloudEvents.SINGLE)
                            .deliveryMode(2)
                            .build(),
                    CloudEvents.write(envelope, payload).getBytes());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the events of a workspace received so far, in order of arrival. */
    List<Told> of(UUID workspace) {
        return heard.stream()
                .filter(told -> told.envelope().tenant().equals(workspace.toString()))
                .toList();
    }

    private void hear(CloudEvents.Entry.Readable event, String routingKey) {
        heard.add(new Told(event.envelope(), Contracts.read(event.envelope().type(), event.data()), routingKey));
    }
}
