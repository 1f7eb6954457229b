package dev.tandem.messaging.testing;

import static dev.tandem.messaging.Futures.await;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The real broker from outside: publishes, also while it comes back, and hears what arrives in queues. */
public final class Bus {

    /** A dead letter: whose, why, and its body. */
    public record DeadLetter(String queue, String reason, String body) {

        private static DeadLetter of(Delivery letter) {
            return new DeadLetter(
                    letter.routingKey(),
                    String.valueOf(letter.headers().get("tandem-reason")),
                    letter.body().toString());
        }
    }

    private final Broker broker;
    private final Publisher publisher;
    private final Collection<Delivery> deadLetters;

    public Bus(Vertx vertx, String amqpUri) {
        broker = new AmqpBroker(vertx, amqpUri, "test", TestTopology.NAMES);
        publisher = await(broker.publisher());
        await(publisher.ready());
        deadLetters = hear("dead-letters");
    }

    /** Takes everything off the queue from now on; what comes is added to the collection. */
    public Collection<Delivery> hear(String queue) {
        Queue<Delivery> heard = new ConcurrentLinkedQueue<>();
        await(broker.subscribe(queue, 50, delivery -> {
            heard.add(delivery);
            delivery.ack();
        }));
        return heard;
    }

    public void publish(Message message) {
        Buffer body = CloudEvents.write(message.envelope(), message.payload());
        send(message.exchange(), message.routingKey(), CloudEvents.SINGLE, body);
    }

    /** Many events in one message. */
    public void publishPacked(String exchange, String routingKey, List<Buffer> events) {
        send(exchange, routingKey, CloudEvents.BATCH, CloudEvents.pack(events));
    }

    public void send(String exchange, String routingKey, String contentType, Buffer body) {
        send(exchange, routingKey, contentType, Map.of(), body);
    }

    /** With headers, as of what comes again. */
    public void send(String exchange, String routingKey, String contentType, Map<String, Object> headers, Buffer body) {
        await(publisher.ready());
        await(publisher.publish(
                new Publication(exchange, routingKey, Publication.Properties.of(contentType), headers, body)));
    }

    /** The dead letters whose body contains the text. */
    public List<DeadLetter> deadLettersWith(String text) {
        return deadLetters.stream()
                .map(DeadLetter::of)
                .filter(letter -> letter.body().contains(text))
                .toList();
    }
}
