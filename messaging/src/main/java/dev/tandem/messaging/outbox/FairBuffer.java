package dev.tandem.messaging.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Queues rows for publishing and picks them in turns: destinations take turns, and tenants within a destination, so that a tenant
 * with ten thousand rows delays another's single row by one turn. Not thread-safe.
 *
 * <p>Messages to one destination keep a distance in time. A row that comes after a quiet period goes at once; rows that follow
 * sooner gather until the distance is kept, and go in one message. So low traffic is not delayed, and under high traffic many
 * events share the downstream cost of a message. Network cards moderate their interrupts in the same way.
 *
 * <p>A limited number of messages may be in flight. Destinations that confirm share these places. A destination that does not
 * confirm soon loses its places, and only the message that probes it stays here ({@link Lane}).
 */
final class FairBuffer {

    private final ToLongFunction<String> distance;
    private final int places;
    private final Map<Destination, Lane> lanes = new LinkedHashMap<>();
    private int size;
    private boolean hurrying;

    /**
     * @param distance between messages to one destination, in nanoseconds, by exchange
     * @param places for messages in flight
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

    /** From now on sends without keeping a distance. */
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

    /** Removes and returns all waiting rows. */
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
     * Takes the rows of the next message, or returns null when nothing may be sent. The caller must report the result:
     * {@link #confirmed}, {@link #failed} or {@link #stuck}.
     *
     * @param now in nanoseconds, from a monotonic clock
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
     * Notes that a message was confirmed.
     *
     * @return true if its destination was {@linkplain #closed closed} until now; the table may hold more rows for it
     */
    boolean confirmed(List<OutboxRow> pack, long now) {
        Lane lane = laneOf(pack);
        boolean wasClosed = lane.isClosed(now);
        lane.confirmed(now);
        return wasClosed;
    }

    /** Notes that a message failed because the connection did. Puts its rows back to the front, in their order. */
    void failed(List<OutboxRow> pack, long now) {
        laneOf(pack).failed(now, false);
        giveBack(pack);
    }

    /** Notes that a message is over and that its rows have left the buffer. */
    void dropped(List<OutboxRow> pack, long now) {
        laneOf(pack).failed(now, false);
    }

    /**
     * Notes that a message failed although the connection is up. Its destination is probed with one message after a
     * pause.
     *
     * @return that destination's rows, which leave the buffer because the table has them
     */
    List<OutboxRow> stuck(List<OutboxRow> pack, long now) {
        Lane lane = laneOf(pack);
        lane.failed(now, true);
        List<OutboxRow> left = lane.takeAll();
        size -= left.size();
        giveBack(pack);
        return left;
    }

    /** The destinations that are silent or have failed: nothing more is to be read for them. */
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

    /** The number of rows that wait for destinations that accept messages. */
    int open(long now) {
        return lanes.values().stream()
                .filter(lane -> lane.opensIn(now) == 0)
                .mapToInt(Lane::size)
                .sum();
    }

    /** Nanoseconds until a waiting row may be sent; {@link Lane#NEVER} when that does not depend on time. */
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
