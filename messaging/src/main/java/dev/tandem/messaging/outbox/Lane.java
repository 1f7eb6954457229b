package dev.tandem.messaging.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What waits for one destination, by tenant, and when the next message may follow the last. Not thread-safe. */
final class Lane {

    /** The most events in one packed message. */
    static final int MOST_EVENTS = 64;

    /** The most bytes in one packed message; a single larger event still goes, alone. */
    static final int MOST_BYTES = 64 * 1024;

    private final Map<String, Deque<OutboxRow>> tenants = new LinkedHashMap<>();
    private int size;
    private long weighs;
    private boolean keepingDistance;
    private long until;

    boolean isEmpty() {
        return size == 0;
    }

    /** All that waits, the tenants one after another. */
    Stream<OutboxRow> rows() {
        return tenants.values().stream().flatMap(Deque::stream);
    }

    void add(OutboxRow row) {
        queueOf(row).addLast(row);
        count(row);
    }

    void addFirst(OutboxRow row) {
        queueOf(row).addFirst(row);
        count(row);
    }

    private void count(OutboxRow row) {
        size++;
        weighs += row.body().length();
    }

    /** How long it is, in nanoseconds, until what waits may go; 0 when it may go now. */
    long dueIn(long now) {
        boolean full = size >= MOST_EVENTS || weighs >= MOST_BYTES;
        return !keepingDistance || full ? 0 : Math.max(0, until - now);
    }

    /** Takes the next rows that go in one message, the tenants in turns; what follows keeps its distance. */
    List<OutboxRow> take(long now, long distance) {
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
        size -= pack.size();
        pack.forEach(row -> weighs -= row.body().length());
        keepingDistance = true;
        until = now + distance;
        return pack;
    }

    private Deque<OutboxRow> queueOf(OutboxRow row) {
        return tenants.computeIfAbsent(row.tenant(), tenant -> new ArrayDeque<>());
    }
}
