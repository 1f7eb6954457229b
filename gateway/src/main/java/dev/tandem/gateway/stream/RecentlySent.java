package dev.tandem.gateway.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers the items sent to one listener, by their signs, for as long as they may be read again. */
final class RecentlySent {

    /** Beyond this limit, items may be sent twice, to bound memory. */
    private static final int MOST = 5_000;

    private final Map<Long, Instant> places = new LinkedHashMap<>();
    private final Deque<Long> latest = new ArrayDeque<>();

    /** Records an item; false if it was already recorded. */
    boolean add(Mark place) {
        return add(place.sign(), place.at());
    }

    /** @param at the item's time; the item is forgotten once both positions are {@link Reading#OVERLAP} later */
    boolean add(long sign, Instant at) {
        if (places.putIfAbsent(sign, at) != null) {
            return false;
        }
        latest.addLast(sign);
        if (latest.size() > Position.MOST_TOLD) {
            latest.removeFirst();
        }
        if (places.size() > MOST) {
            places.remove(places.keySet().iterator().next());
        }
        return true;
    }

    /** Forgets items that are not read again. */
    void forgetBefore(Instant time) {
        places.values().removeIf(at -> at.isBefore(time));
    }

    /** The signs of the latest items, as many as fit into a position. */
    List<Long> latest() {
        return List.copyOf(latest);
    }
}
