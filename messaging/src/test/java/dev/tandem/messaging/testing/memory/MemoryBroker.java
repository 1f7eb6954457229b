package dev.tandem.messaging.testing.memory;

import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.Subscription;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A broker in memory, for tests: topic and fanout exchanges, alternate and dead-letter exchanges, message TTL, confirms,
 * prefetch, redelivery, and a switch for losing every connection. It keeps nothing beyond its own life. May be used from
 * any thread.
 */
public final class MemoryBroker implements Broker {

    private final Vertx vertx;
    private final Topology topology;
    private final Map<String, MemoryQueue> queues = new HashMap<>();
    private final List<MemorySubscription> subscriptions = new ArrayList<>();
    private final Map<String, MemoryProber> probers = new HashMap<>();
    private Promise<Void> up = Promise.promise();
    private boolean reachable = true;

    /** @param definitions the content of RabbitMQ's definitions file */
    public MemoryBroker(Vertx vertx, JsonObject definitions) {
        this.vertx = vertx;
        this.topology = new Topology(definitions);
        up.complete();
    }

    /** Adds a queue with one binding. */
    public synchronized void addQueue(String queue, String exchange, String pattern) {
        topology.addQueue(queue);
        topology.bind(exchange, pattern, queue);
    }

    /** Loses every connection, and refuses new ones until {@link #restore()}. Queues keep what they hold. */
    public synchronized void lose() {
        reachable = false;
        up = Promise.promise();
        subscriptions.forEach(MemorySubscription::lost);
    }

    /** Lets connections come back. */
    public synchronized void restore() {
        reachable = true;
        subscriptions.forEach(MemorySubscription::resumed);
        up.complete();
    }

    /** How many messages the queue holds, delivered or not. */
    public synchronized int depth(String queue) {
        return queue(queue).depth();
    }

    @Override
    public String service() {
        return "memory";
    }

    @Override
    public dev.tandem.messaging.Topology topology() {
        return TestTopology.NAMES;
    }

    @Override
    public synchronized Future<Void> verify(Set<String> exchangeNames, Set<String> queueNames) {
        if (!reachable) {
            return Future.failedFuture(new BrokerUnavailable("The broker cannot be reached"));
        }
        List<String> missing = new ArrayList<>();
        new TreeSet<>(exchangeNames)
                .stream()
                        .filter(name -> !topology.hasExchange(name))
                        .forEach(name -> missing.add("the exchange " + name));
        new TreeSet<>(queueNames)
                .stream().filter(name -> !topology.hasQueue(name)).forEach(name -> missing.add("the queue " + name));
        return missing.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture("The broker lacks " + String.join(", ", missing)
                        + ": import infra/rabbitmq-definitions.json into it");
    }

    @Override
    public Future<Publisher> publisher() {
        return Future.succeededFuture(new MemoryPublisher());
    }

    @Override
    public synchronized Future<Subscription> subscribe(String queue, int prefetch, Handler<Delivery> handler) {
        if (!topology.hasQueue(queue)) {
            return Future.failedFuture("The broker lacks the queue " + queue);
        }
        MemorySubscription subscription =
                new MemorySubscription(this, queue(queue), prefetch, handler, vertx.getOrCreateContext());
        subscriptions.add(subscription);
        if (reachable) {
            subscription.resumed();
        }
        return up.future().map(subscription);
    }

    synchronized void remove(MemorySubscription subscription) {
        subscription.lost();
        subscriptions.remove(subscription);
    }

    private void route(String exchange, String routingKey, Publication publication) {
        for (String name : topology.route(exchange, routingKey)) {
            MemoryQueue queue = queue(name);
            MemoryQueue.Stored stored = queue.add(exchange, routingKey, publication);
            Long timeToLive = topology.timeToLive(name);
            if (timeToLive != null) {
                vertx.setTimer(timeToLive, timer -> expire(queue, stored));
            }
        }
    }

    private synchronized void expire(MemoryQueue queue, MemoryQueue.Stored stored) {
        String deadLetterExchange = topology.deadLetterExchange(queue.name());
        if (queue.removeReady(stored) && deadLetterExchange != null) {
            route(deadLetterExchange, stored.routingKey(), stored.publication());
        }
    }

    private MemoryQueue queue(String name) {
        return queues.computeIfAbsent(name, MemoryQueue::new);
    }

    synchronized Future<Void> accept(Publication publication) {
        if (!reachable) {
            return Future.failedFuture(new BrokerUnavailable("There is no connection to the broker"));
        }
        if (publication.exchange().equals(TestTopology.NAMES.answers())) {
            answer(publication);
            return Future.succeededFuture();
        }
        if (publication.exchange().isEmpty()) {
            deliverDirectly(publication);
            return Future.succeededFuture();
        }
        if (!topology.hasExchange(publication.exchange())) {
            return Future.failedFuture(new BrokerUnavailable("There is no exchange " + publication.exchange()));
        }
        route(publication.exchange(), publication.routingKey(), publication);
        return Future.succeededFuture();
    }

    /** To the asker, or to nobody when he is gone. */
    private void answer(Publication answer) {
        MemoryProber prober = probers.get(answer.routingKey());
        if (prober != null) {
            prober.answer(answer);
        }
    }

    /** What the default exchange does: a queue is named, or the message is dropped. */
    private void deliverDirectly(Publication publication) {
        if (topology.hasQueue(publication.routingKey())) {
            queue(publication.routingKey()).add("", publication.routingKey(), publication);
        }
    }

    @Override
    public synchronized Prober prober(Handler<Long> answered) {
        String address = "reply." + UUID.randomUUID();
        MemoryProber prober = new MemoryProber(this, address, vertx.getOrCreateContext(), answered);
        probers.put(address, prober);
        return prober;
    }

    synchronized Future<Prober.QueueDepth> look(String name) {
        if (!reachable) {
            return Future.failedFuture(new BrokerUnavailable("There is no connection to the broker"));
        }
        return topology.hasQueue(name)
                ? Future.succeededFuture(queue(name).look())
                : Future.failedFuture(new BrokerUnavailable("There is no queue " + name));
    }

    synchronized void remove(String replyAddress) {
        probers.remove(replyAddress);
    }

    private synchronized Publisher.State publisherState() {
        return reachable ? Publisher.State.READY : Publisher.State.DISCONNECTED;
    }

    private synchronized Future<Void> reachable() {
        return up.future();
    }

    private final class MemoryPublisher implements Publisher {

        @Override
        public Future<Void> publish(Publication publication) {
            return accept(publication);
        }

        @Override
        public State state() {
            return publisherState();
        }

        @Override
        public Future<Void> ready() {
            return reachable();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
