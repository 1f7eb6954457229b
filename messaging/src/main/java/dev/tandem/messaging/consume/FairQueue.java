package dev.tandem.messaging.consume;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Queues events that have arrived and are not tried yet, and picks tenants in turns, each tenant's events in order: a
 * tenant with ten thousand events delays another's single event by one turn. Lives on one context.
 */
final class FairQueue {

    private final Map<String, Deque<ReceivedEvent>> tenants = new LinkedHashMap<>();

    void add(ReceivedEvent received) {
        queueOf(received).addLast(received);
    }

    boolean isEmpty() {
        return tenants.isEmpty();
    }

    int size() {
        return tenants.values().stream().mapToInt(Deque::size).sum();
    }

    /** Returns taken events to the front, in their order. */
    void giveBack(List<ReceivedEvent> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            queueOf(events.get(i)).addFirst(events.get(i));
        }
    }

    /**
     * Takes the next events. If an event is delivered twice, the second delivery, and the tenant's events behind it, wait for the
     * next call.
     */
    List<ReceivedEvent> take(int most) {
        List<ReceivedEvent> taken = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        Map<String, Deque<ReceivedEvent>> later = new LinkedHashMap<>();
        while (!tenants.isEmpty() && taken.size() < most) {
            var turn = tenants.entrySet().iterator().next();
            String tenant = turn.getKey();
            Deque<ReceivedEvent> queue = turn.getValue();
            tenants.remove(tenant);
            ReceivedEvent head = queue.getFirst();
            if (head.event() != null && !ids.add(head.id())) {
                later.put(tenant, queue);
                continue;
            }
            taken.add(queue.removeFirst());
            if (!queue.isEmpty()) {
                tenants.put(tenant, queue);
            }
        }
        later.forEach(tenants::put);
        return taken;
    }

    /** Takes the event with the earliest time, or returns null if none waits. */
    @Nullable
    ReceivedEvent takeOldest() {
        Deque<ReceivedEvent> oldest = null;
        for (Deque<ReceivedEvent> queue : tenants.values()) {
            if (oldest == null || before(queue.getFirst(), oldest.getFirst())) {
                oldest = queue;
            }
        }
        if (oldest == null) {
            return null;
        }
        ReceivedEvent received = oldest.removeFirst();
        if (oldest.isEmpty()) {
            tenants.remove(received.tenant());
        }
        return received;
    }

    /** Drops events whose connection is lost: the broker redelivers them. */
    void dropLost() {
        tenants.values().forEach(queue -> queue.removeIf(ReceivedEvent::returned));
        tenants.values().removeIf(Deque::isEmpty);
    }

    /** Drops everything. */
    void clear() {
        tenants.values().forEach(queue -> queue.forEach(received -> received.ended("returned")));
        tenants.clear();
    }

    private static boolean before(ReceivedEvent one, ReceivedEvent other) {
        if (one.envelope() == null || other.envelope() == null) {
            return one.envelope() == null;
        }
        return one.envelope().time().isBefore(other.envelope().time());
    }

    private Deque<ReceivedEvent> queueOf(ReceivedEvent received) {
        return tenants.computeIfAbsent(received.tenant(), tenant -> new ArrayDeque<>());
    }
}
