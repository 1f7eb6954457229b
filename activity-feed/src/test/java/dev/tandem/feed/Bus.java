package dev.tandem.feed;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The real broker from outside: publishes events, and sees what dies. */
final class Bus {

    /** A dead letter: whose, why, and its body. */
    record DeadLetter(String queue, String reason, String body) {}

    private final Publisher publisher;
    private final Queue<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();

    Bus(Vertx vertx) {
        Broker broker = new AmqpBroker(vertx, SharedBackends.get().broker().amqpUri(), "test");
        publisher = Waiting.on(broker.publisher());
        Waiting.on(publisher.ready());
        Waiting.on(broker.subscribe("dead-letters", 50, letter -> {
            deadLetters.add(new DeadLetter(
                    letter.routingKey(),
                    String.valueOf(letter.headers().get("tandem-reason")),
                    letter.body().toString()));
            letter.ack();
        }));
    }

    void publish(Envelope envelope, Fact fact) {
        send(Contracts.of(fact).routingKey(), CloudEvents.SINGLE, CloudEvents.write(envelope, fact));
    }

    void publishPacked(String routingKey, List<Buffer> events) {
        send(routingKey, CloudEvents.BATCH, CloudEvents.pack(events));
    }

    void send(String routingKey, String contentType, Buffer body) {
        Waiting.on(publisher.ready());
        Waiting.on(publisher.publish(
                new Publication("events", routingKey, Publication.Properties.of(contentType), Map.of(), body)));
    }

    List<DeadLetter> deadLettersWith(String text) {
        return deadLetters.stream()
                .filter(letter -> letter.body().contains(text))
                .toList();
    }
}
