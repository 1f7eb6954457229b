package dev.tandem.messaging.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait for publishing, picked in turns: destinations take turns, and within a destination the tenants do, so
 * that a tenant with ten thousand rows delays another's one by a single turn. Not thread-safe.
 */
final class FairBuffer {

    /** The most events in one packed message. */
    static final int MOST_EVENTS = 64;

    /** The most bytes in one packed message; a single larger event still goes, alone. */
    static final int MOST_BYTES = 64 * 1024;

    private final Map<Destination, Map<String, Deque<OutboxRow>>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    /** How many rows of that tenant wait. */
    int size(String tenant) {
        return sizes.getOrDefault(tenant, 0);
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(OutboxRow row) {
        queueOf(row).addLast(row);
        count(row, 1);
    }

    /** Puts rows that could not be published back to the front, in their order. */
    void giveBack(List<OutboxRow> rows) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            queueOf(rows.get(i)).addFirst(rows.get(i));
            count(rows.get(i), 1);
        }
    }

    /** Takes the next rows that go in one message, or null when nothing waits. */
    @Nullable
    List<OutboxRow> next() {
        var destinations = waiting.entrySet().iterator();
        if (!destinations.hasNext()) {
            return null;
        }
        var turn = destinations.next();
        destinations.remove();
        List<OutboxRow> pack = take(turn.getValue());
        if (!turn.getValue().isEmpty()) {
            waiting.put(turn.getKey(), turn.getValue());
        }
        pack.forEach(row -> count(row, -1));
        return pack;
    }

    private static List<OutboxRow> take(Map<String, Deque<OutboxRow>> tenants) {
        List<OutboxRow> pack = new ArrayList<>();
        int bytes = 0;
        while (!tenants.isEmpty() && pack.size() < MOST_EVENTS) {
            var turn = tenants.entrySet().iterator().next();
            Deque<OutboxRow> rows = turn.getValue();
            bytes += rows.getFirst().body().length() + 1;
            if (bytes > MOST_BYTES && !pack.isEmpty()) {
                break;
            }
            pack.add(rows.removeFirst());
            tenants.remove(turn.getKey());
            if (!rows.isEmpty()) {
                tenants.put(turn.getKey(), rows);
            }
        }
        return pack;
    }

    private void count(OutboxRow row, int more) {
        size += more;
        sizes.merge(row.tenant(), more, (before, added) -> before + added == 0 ? null : before + added);
    }

    private Deque<OutboxRow> queueOf(OutboxRow row) {
        return waiting.computeIfAbsent(
                        new Destination(row.exchange(), row.routingKey()), destination -> new LinkedHashMap<>())
                .computeIfAbsent(row.tenant(), tenant -> new ArrayDeque<>());
    }

    private record Destination(String exchange, String routingKey) {}
}
