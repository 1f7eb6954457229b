package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Topology;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.Subscription;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A broker that neither confirms nor refuses some of what is published, until it is told to. */
final class HoldingBroker implements Broker {

    private final Broker real;
    private final Predicate<Publication> holds;
    private final List<Held> held = new ArrayList<>();
    private boolean holding = true;

    HoldingBroker(Broker real, Predicate<Publication> holds) {
        this.real = real;
        this.holds = holds;
    }

    /** How many events were published and wait for their confirm. */
    synchronized int events() {
        return held.stream()
                .map(Held::publication)
                .mapToInt(each -> CloudEvents.read(each.properties().contentType(), each.body())
                        .size())
                .sum();
    }

    /** Lets every one time out, as a publisher does after a while. */
    void timeOut() {
        taken().forEach(each -> each.confirmed.fail("No confirm came"));
    }

    /** Publishes what was held, and holds nothing from now on. */
    void release() {
        synchronized (this) {
            holding = false;
        }
        taken().forEach(each -> each.publisher.publish(each.publication).onComplete(each.confirmed));
    }

    private synchronized List<Held> taken() {
        List<Held> all = List.copyOf(held);
        held.clear();
        return all;
    }

    private synchronized boolean hold(Held publish) {
        return holding && holds.test(publish.publication) && held.add(publish);
    }

    @Override
    public Topology topology() {
        return real.topology();
    }

    @Override
    public String service() {
        return real.service();
    }

    @Override
    public Future<Void> verify(Set<String> exchanges, Set<String> queues) {
        return real.verify(exchanges, queues);
    }

    @Override
    public Future<Publisher> publisher() {
        return real.publisher().map(Holding::new);
    }

    @Override
    public Future<Subscription> subscribe(String queue, int prefetch, Handler<Delivery> handler) {
        return real.subscribe(queue, prefetch, handler);
    }

    @Override
    public Prober prober(Handler<Long> answered) {
        return real.prober(answered);
    }

    private record Held(Publisher publisher, Publication publication, Promise<Void> confirmed) {}

    private final class Holding implements Publisher {
        private final Publisher publisher;

        Holding(Publisher publisher) {
            this.publisher = publisher;
        }

        @Override
        public Future<Void> publish(Publication publication) {
            Held publish = new Held(publisher, publication, Promise.promise());
            return hold(publish) ? publish.confirmed.future() : publisher.publish(publication);
        }

        @Override
        public State state() {
            return publisher.state();
        }

        @Override
        public Future<Void> ready() {
            return publisher.ready();
        }

        @Override
        public Future<Void> close() {
            return publisher.close();
        }
    }
}
