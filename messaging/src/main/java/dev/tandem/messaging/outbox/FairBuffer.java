package dev.tandem.messaging.outbox;

import java.util.HashMap;
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
 */
final class FairBuffer {

    private final ToLongFunction<String> distance;
    private final Map<Destination, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int size;
    private boolean hurrying;

    /** @param distance between messages to one destination, in nanoseconds, by exchange */
    FairBuffer(ToLongFunction<String> distance) {
        this.distance = distance;
    }

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

    /** From now on messages keep no distance. */
    void hurry() {
        hurrying = true;
    }

    void add(OutboxRow row) {
        laneOf(row).add(row);
        count(row, 1);
    }

    /** Puts rows that could not be published back to the front, in their order. */
    void giveBack(List<OutboxRow> rows) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            laneOf(rows.get(i)).addFirst(rows.get(i));
            count(rows.get(i), 1);
        }
    }

    /** Takes all that waits out of the buffer. */
    List<OutboxRow> clear() {
        List<OutboxRow> all = lanes.values().stream().flatMap(Lane::rows).toList();
        lanes.clear();
        sizes.clear();
        size = 0;
        return all;
    }

    /**
     * Takes the next rows that go in one message, or null when nothing is due.
     *
     * @param now in nanoseconds, of a clock that never goes back
     */
    @Nullable
    List<OutboxRow> next(long now) {
        lanes.values().removeIf(lane -> lane.isEmpty() && dueIn(lane, now) == 0);
        for (var turn : lanes.entrySet()) {
            Lane lane = turn.getValue();
            if (!lane.isEmpty() && dueIn(lane, now) == 0) {
                Destination destination = turn.getKey();
                List<OutboxRow> pack = lane.take(now, distance.applyAsLong(destination.exchange()));
                lanes.remove(destination);
                lanes.put(destination, lane);
                pack.forEach(row -> count(row, -1));
                return pack;
            }
        }
        return null;
    }

    /** Nanoseconds until something that waits is due; 0 when it is, and when nothing waits. */
    long dueIn(long now) {
        return lanes.values().stream()
                .filter(lane -> !lane.isEmpty())
                .mapToLong(lane -> dueIn(lane, now))
                .min()
                .orElse(0);
    }

    private long dueIn(Lane lane, long now) {
        return hurrying ? 0 : lane.dueIn(now);
    }

    private void count(OutboxRow row, int more) {
        size += more;
        sizes.merge(row.tenant(), more, (before, added) -> before + added == 0 ? null : before + added);
    }

    private Lane laneOf(OutboxRow row) {
        return lanes.computeIfAbsent(new Destination(row.exchange(), row.routingKey()), destination -> new Lane());
    }

    private record Destination(String exchange, String routingKey) {}
}
