package dev.tandem.messaging.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Queues the messages for one destination, by tenant, and decides when the next may follow the last. Not thread-safe; times are in
 * nanoseconds.
 *
 * <p>A destination that is silent while messages are in flight gets no more messages, and those in flight hold no place. A
 * destination that failed is probed with a single message, at growing intervals, until it confirms.
 */
final class Lane {

    /** The most events in one packed message. */
    static final int MOST_EVENTS = 64;

    /** The most bytes in one packed message; a single larger event still goes, alone. */
    static final int MOST_BYTES = 64 * 1024;

    /** A wait that time does not end: something else has to happen first. */
    static final long NEVER = Long.MAX_VALUE;

    static final long SILENT = TimeUnit.SECONDS.toNanos(1);
    static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(8);

    private final Map<String, Deque<OutboxRow>> tenants = new LinkedHashMap<>();
    private int size;
    private long weighs;
    private boolean keepingDistance;
    private long until;
    private int underWay;
    private long heard;
    /** 0 while the destination confirms. */
    private long pause;

    private long again;

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns true if nothing waits and nothing is in flight. */
    boolean isIdle() {
        return size == 0 && underWay == 0;
    }

    int size() {
        return size;
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

    /** Returns true if the last message failed and none has been confirmed since. */
    boolean isStuck() {
        return pause > 0;
    }

    /** Returns true if the destination is stuck or silent, so that it gets no messages. */
    boolean isClosed(long now) {
        return isStuck() || isSilent(now);
    }

    /** The number of messages in flight that hold a place: none while the destination is closed. */
    int places(long now) {
        return isClosed(now) ? 0 : underWay;
    }

    private boolean isSilent(long now) {
        return underWay > 0 && now - heard >= SILENT;
    }

    /** Nanoseconds until the destination may be sent a message. */
    long opensIn(long now) {
        if (isStuck()) {
            return underWay > 0 ? NEVER : Math.max(0, again - now);
        }
        return isSilent(now) ? NEVER : 0;
    }

    /** Nanoseconds until the distance to the last message is kept. */
    long distanceIn(long now) {
        boolean full = size >= MOST_EVENTS || weighs >= MOST_BYTES;
        return !keepingDistance || full ? 0 : Math.max(0, until - now);
    }

    /** Takes the rows of the next message, with tenants in turns; the following message keeps its distance. */
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
        if (underWay++ == 0) {
            heard = now;
        }
        return pack;
    }

    /** Notes that a taken message was confirmed. */
    void confirmed(long now) {
        underWay--;
        heard = now;
        pause = 0;
    }

    /** Notes that a taken message failed, and whether the destination is to blame. */
    void failed(long now, boolean stuck) {
        underWay--;
        heard = now;
        if (stuck) {
            pause = pause == 0 ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
            again = now + pause;
        }
    }

    /** Forgets past failures. */
    void forgive() {
        pause = 0;
    }

    /** Removes and returns all waiting rows. */
    List<OutboxRow> takeAll() {
        List<OutboxRow> all = new ArrayList<>(size);
        tenants.values().forEach(all::addAll);
        tenants.clear();
        size = 0;
        weighs = 0;
        return all;
    }

    private Deque<OutboxRow> queueOf(OutboxRow row) {
        return tenants.computeIfAbsent(row.tenant(), tenant -> new ArrayDeque<>());
    }
}
