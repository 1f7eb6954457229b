package dev.tandem.gateway.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one listener was told, as far as it may be read again: the signs of the places, oldest first. */
final class Told {

    /** Beyond it, something is told twice rather than memory taken. */
    private static final int MOST = 5_000;

    private final Map<Long, Instant> places = new LinkedHashMap<>();

    /** Whether it was not told before; from then on it was. */
    boolean add(Mark place) {
        return add(place.sign(), place.at());
    }

    /** @param at when it is forgotten, {@link Reading#OVERLAP} later */
    boolean add(long sign, Instant at) {
        if (places.putIfAbsent(sign, at) != null) {
            return false;
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

    List<Long> signs() {
        return new ArrayList<>(places.keySet());
    }
}
