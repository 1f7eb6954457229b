package dev.tandem.gateway.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers what one listener was told, as far as it may be read again, by the signs of the places. */
final class RecentlySent {

    /** Beyond it, something is told twice rather than memory taken. */
    private static final int MOST = 5_000;

    private final Map<Long, Instant> places = new LinkedHashMap<>();
    private final Deque<Long> latest = new ArrayDeque<>();

    /** Whether it was not told before; from then on it was. */
    boolean add(Mark place) {
        return add(place.sign(), place.at());
    }

    /** @param at when it is forgotten, {@link Reading#OVERLAP} later */
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

    /** Forgets what is not read again. */
    void forgetBefore(Instant time) {
        places.values().removeIf(at -> at.isBefore(time));
    }

    /** The signs of the last places, as many as a position has room for. */
    List<Long> latest() {
        return List.copyOf(latest);
    }
}
