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
 * Events that have arrived and are not tried yet, picked in turns by tenant and in order within one: a tenant with ten
 * thousand of them delays another's one by a single turn. Lives on one context.
 */
final class Waiting {

    private final Map<String, Deque<Parcel>> tenants = new LinkedHashMap<>();

    void add(Parcel parcel) {
        queueOf(parcel).addLast(parcel);
    }

    /** Puts events that were taken back to the front, in their order. */
    void giveBack(List<Parcel> parcels) {
        for (int i = parcels.size() - 1; i >= 0; i--) {
            queueOf(parcels.get(i)).addFirst(parcels.get(i));
        }
    }

    /** Takes what comes next. Of two deliveries of the same event, and what is behind, the second waits for the next time. */
    List<Parcel> take(int most) {
        List<Parcel> taken = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        Map<String, Deque<Parcel>> later = new LinkedHashMap<>();
        while (!tenants.isEmpty() && taken.size() < most) {
            var turn = tenants.entrySet().iterator().next();
            String tenant = turn.getKey();
            Deque<Parcel> queue = turn.getValue();
            tenants.remove(tenant);
            Parcel head = queue.getFirst();
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

    /** Takes the one that was said first, or answers null where none waits. */
    @Nullable
    Parcel takeOldest() {
        Deque<Parcel> oldest = null;
        for (Deque<Parcel> queue : tenants.values()) {
            if (oldest == null || before(queue.getFirst(), oldest.getFirst())) {
                oldest = queue;
            }
        }
        if (oldest == null) {
            return null;
        }
        Parcel parcel = oldest.removeFirst();
        if (oldest.isEmpty()) {
            tenants.remove(parcel.tenant());
        }
        return parcel;
    }

    /** Drops what the broker has taken back and brings again. */
    void dropLost() {
        tenants.values().forEach(queue -> queue.removeIf(Parcel::returned));
        tenants.values().removeIf(Deque::isEmpty);
    }

    /** Drops everything. */
    void clear() {
        tenants.values().forEach(queue -> queue.forEach(parcel -> parcel.ended("returned")));
        tenants.clear();
    }

    private static boolean before(Parcel one, Parcel other) {
        if (one.envelope() == null || other.envelope() == null) {
            return one.envelope() == null;
        }
        return one.envelope().time().isBefore(other.envelope().time());
    }

    private Deque<Parcel> queueOf(Parcel parcel) {
        return tenants.computeIfAbsent(parcel.tenant(), tenant -> new ArrayDeque<>());
    }
}
