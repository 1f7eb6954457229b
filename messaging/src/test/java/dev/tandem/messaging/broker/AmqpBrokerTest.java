package dev.tandem.messaging.broker;

import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.testing.TestTopology;
import org.junit.jupiter.api.BeforeEach;

final class AmqpBrokerTest extends BrokerConformance {

    /** Other tests leave messages there. */
    @BeforeEach
    void purge() {
        Rabbit.purge(Rabbit.KEPT_QUEUE);
        Rabbit.purge("unroutable");
    }

    @Override
    Broker broker() {
        return new AmqpBroker(vertx, Rabbit.uri(), "conformance", TestTopology.NAMES);
    }

    @Override
    String aQueue(String pattern) {
        return Rabbit.aQueue("events", pattern);
    }

    @Override
    long depth(String queue) {
        return Rabbit.depth(queue);
    }

    @Override
    void loseConnections() {
        SharedBackends.get().broker().kill();
    }

    @Override
    void restoreConnections() {
        SharedBackends.get().broker().start();
    }
}
