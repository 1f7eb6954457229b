package dev.tandem.messaging.broker;

import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.amqp.AmqpBroker;

final class AmqpBrokerTest extends BrokerConformance {

    @Override
    Broker broker() {
        return new AmqpBroker(vertx, Rabbit.uri(), "conformance");
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
