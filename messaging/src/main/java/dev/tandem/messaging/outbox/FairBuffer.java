package dev.tandem.messaging.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait for publishing, picked in turns: destinations take turns, and within a destination the tenants do, so
 * that a tenant with ten thousand rows delays another's one by a single turn. Not thread-safe.
 *
 * <p>Messages to one destination keep a distance in time. What comes after a while of quiet goes at once; what follows
 * sooner gathers until the distance is kept, and goes in one message. So nothing is delayed where little happens, and
 * where much does, many events share what a message costs everybody behind it. Network cards moderate their interrupts
 * in the same way.
 *
 * <p>A few messages have a place under way. Destinations that confirm share them; one that does not holds none for long,
 * and nothing of it is kept here but the message with which it is tried ({@link Lane}).
 */
final class FairBuffer {

    private final ToLongFunction<String> distance;
    private final int places;
    private final Map<Destination, Lane> lanes = new LinkedHashMap<>();
    private int size;
    private boolean hurrying;

    /**
     * @param distance between messages to one destination, in nanoseconds, by exchange
     * @param places for messages under way
     */
    FairBuffer(ToLongFunction<String> distance, int places) {
        this.distance = distance;
        this.places = places;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** From now on messages keep no distance. */
    void hurry() {
        hurrying = true;
    }

    /** Adds a row, unless its destination is stuck. */
    boolean add(OutboxRow row) {
        Lane lane = laneOf(row.destination());
        if (lane.isStuck()) {
            return false;
        }
        lane.add(row);
        size++;
        return true;
    }

    /** Takes all that waits out of the buffer. */
    List<OutboxRow> clear() {
        List<OutboxRow> all = new ArrayList<>(size);
        lanes.values().forEach(lane -> {
            all.addAll(lane.takeAll());
            lane.forgive();
        });
        size = 0;
        return all;
    }

    /**
     * Takes the next rows that go in one message, or null when nothing may go. How that ended must be told:
     * {@link #confirmed}, {@link #failed} or {@link #stuck}.
     *
     * @param now in nanoseconds, of a clock that never goes back
     */
    @Nullable
    List<OutboxRow> next(long now) {
        lanes.values().removeIf(lane -> lane.isIdle() && lane.distanceIn(now) == 0);
        boolean full = isFull(now);
        for (var turn : lanes.entrySet()) {
            Lane lane = turn.getValue();
            if (!lane.isEmpty() && dueIn(lane, now, full) == 0) {
                Destination destination = turn.getKey();
                List<OutboxRow> pack = lane.take(now, distance.applyAsLong(destination.exchange()));
                lanes.remove(destination);
                lanes.put(destination, lane);
                size -= pack.size();
                return pack;
            }
        }
        return null;
    }

    /**
     * A message was confirmed.
     *
     * @return whether its destination was {@linkplain #closed closed} until now; the table may hold more for it
     */
    boolean confirmed(List<OutboxRow> pack, long now) {
        Lane lane = laneOf(pack);
        boolean wasClosed = lane.isClosed(now);
        lane.confirmed(now);
        return wasClosed;
    }

    /** A message failed with the connection. Puts its rows back to the front, in their order. */
    void failed(List<OutboxRow> pack, long now) {
        laneOf(pack).failed(now, false);
        giveBack(pack);
    }

    /** A message ended in some way, and its rows are no longer the buffer's. */
    void dropped(List<OutboxRow> pack, long now) {
        laneOf(pack).failed(now, false);
    }

    /**
     * A message failed on a connection that stands. Its destination is tried again with one message after a pause.
     *
     * @return rows of that destination that are no longer the buffer's, for the table has them
     */
    List<OutboxRow> stuck(List<OutboxRow> pack, long now) {
        Lane lane = laneOf(pack);
        lane.failed(now, true);
        List<OutboxRow> left = lane.takeAll();
        size -= left.size();
        giveBack(pack);
        return left;
    }

    /** The destinations of which nothing is heard, or that failed: nothing more is to be read for them. */
    List<Destination> closed(long now) {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getValue().isClosed(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean isClosed(Destination destination, long now) {
        Lane lane = lanes.get(destination);
        return lane != null && lane.isClosed(now);
    }

    private void giveBack(List<OutboxRow> pack) {
        Lane lane = laneOf(pack);
        for (int i = pack.size() - 1; i >= 0; i--) {
            lane.addFirst(pack.get(i));
        }
        size += pack.size();
    }

    /** How many rows wait for destinations that take messages. */
    int open(long now) {
        return lanes.values().stream()
                .filter(lane -> lane.opensIn(now) == 0)
                .mapToInt(Lane::size)
                .sum();
    }

    /** Nanoseconds until something that waits may go; {@link Lane#NEVER} when that is not a matter of time. */
    long dueIn(long now) {
        boolean full = isFull(now);
        return lanes.values().stream()
                .filter(lane -> !lane.isEmpty())
                .mapToLong(lane -> dueIn(lane, now, full))
                .min()
                .orElse(Lane.NEVER);
    }

    private long dueIn(Lane lane, long now, boolean full) {
        if (full && !lane.isStuck()) {
            return Lane.NEVER;
        }
        return Math.max(lane.opensIn(now), hurrying ? 0 : lane.distanceIn(now));
    }

    private boolean isFull(long now) {
        return lanes.values().stream().mapToInt(lane -> lane.places(now)).sum() >= places;
    }

    private Lane laneOf(List<OutboxRow> pack) {
        return laneOf(pack.get(0).destination());
    }

    private Lane laneOf(Destination destination) {
        return lanes.computeIfAbsent(destination, first -> new Lane());
    }
}
