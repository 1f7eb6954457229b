package dev.tandem.messaging.testing.memory;

import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages in order, and the subscriptions that take turns at them. Guarded by the broker's lock. */
final class MemoryQueue {

    private final String name;
    private final Deque<Stored> ready = new ArrayDeque<>();
    private final Deque<MemorySubscription> takers = new ArrayDeque<>();
    private int delivered;

    MemoryQueue(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    int depth() {
        return ready.size() + delivered;
    }

    Prober.QueueDepth look() {
        return new Prober.QueueDepth(ready.size(), takers.size());
    }

    Stored add(String exchange, String routingKey, Publication publication) {
        Stored stored = new Stored(exchange, routingKey, publication, false, new Object());
        ready.addLast(stored);
        deliver();
        return stored;
    }

    boolean removeReady(Stored stored) {
        return ready.remove(stored);
    }

    void addTaker(MemorySubscription taker) {
        takers.addLast(taker);
        deliver();
    }

    /** Takes a subscription away, and puts back what it had not acknowledged. */
    void removeTaker(MemorySubscription taker, List<Stored> unacknowledged) {
        takers.remove(taker);
        List<Stored> returned = new ArrayList<>(unacknowledged);
        for (int i = returned.size() - 1; i >= 0; i--) {
            ready.addFirst(returned.get(i).again());
        }
        delivered -= returned.size();
        deliver();
    }

    void acknowledged() {
        delivered--;
        deliver();
    }

    private void deliver() {
        MemorySubscription taker;
        while (!ready.isEmpty() && (taker = nextTaker()) != null) {
            delivered++;
            taker.take(ready.removeFirst());
        }
    }

    private @Nullable MemorySubscription nextTaker() {
        for (int i = takers.size(); i > 0; i--) {
            MemorySubscription taker = takers.removeFirst();
            takers.addLast(taker);
            if (taker.hasCredit()) {
                return taker;
            }
        }
        return null;
    }

    /** @param identity tells two equal messages apart */
    record Stored(String exchange, String routingKey, Publication publication, boolean redelivered, Object identity) {

        Stored again() {
            return new Stored(exchange, routingKey, publication, true, identity);
        }
    }
}
