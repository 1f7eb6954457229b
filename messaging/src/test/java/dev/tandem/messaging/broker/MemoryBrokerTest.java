package dev.tandem.messaging.broker;

import dev.tandem.messaging.testing.memory.MemoryBroker;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

final class MemoryBrokerTest extends BrokerConformance {

    private final MemoryBroker memory = new MemoryBroker(
            vertx, new JsonObject(vertx.fileSystem().readFileBlocking(System.getProperty("tandem.definitions"))));

    @Override
    Broker broker() {
        return memory;
    }

    @Override
    String aQueue(String pattern) {
        String queue = "test." + UUID.randomUUID();
        memory.addQueue(queue, "events", pattern);
        memory.addQueue(queue, "delay.deliver", "#." + queue);
        return queue;
    }

    @Override
    long depth(String queue) {
        return memory.depth(queue);
    }

    @Override
    void loseConnections() {
        memory.lose();
    }

    @Override
    void restoreConnections() {
        memory.restore();
    }
}
