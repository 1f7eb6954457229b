package dev.tandem.gateway.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the facts of each thing in the order of its versions. They come in the order in which they were archived, in which the
 * consequence of one may overtake it.
 *
 * <ul>
 *   <li>I1. Of a thing, no version is passed on after a later one.
 *   <li>I2. A fact waits for the one before it, but not longer than {@link #PATIENCE}, and only {@link #MOST_HELD} wait at a time. Who
 *       comes after that is dropped or, if no later version covers it, passed on as {@linkplain Change#untold untold}.
 * </ul>
 *
 * <p>Not thread-safe. Knows only the {@link #MOST_KNOWN} things that were changed last; for others it relies on {@link Change#before}.
 */
final class Resequencer {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final int MOST_HELD = 500;
    static final int MOST_KNOWN = 1_000;

    private record Version(String thing, long sequence) {}

    private record Held(Change change, long untilNanos) {}

    private final Map<String, Long> passed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private final Map<Version, Held> held = new HashMap<>();

    /** Returns what can be passed on now, in order: nothing, the fact, or the fact and those that waited for it. */
    List<Change> offer(Change change, long nowNanos) {
        Long last = passed.get(change.thing());
        if (last != null && change.sequence() <= last) {
            return change.isCoveredByLater() ? List.of() : List.of(change.asUntold());
        }
        if (isNext(change, last)) {
            return pass(change);
        }
        held.put(new Version(change.thing(), change.sequence()), new Held(change, nowNanos + PATIENCE.toNanos()));
        return held.size() > MOST_HELD ? passOldest() : List.of();
    }

    /** Returns what has waited for too long, in order, with all that waited for it. */
    List<Change> overdue(long nowNanos) {
        List<Change> due = held.values().stream()
                .filter(each -> each.untilNanos() - nowNanos <= 0)
                .map(Held::change)
                .sorted(Comparator.comparingLong(Change::sequence))
                .toList();
        List<Change> out = new ArrayList<>();
        for (Change each : due) {
            if (held.remove(version(each)) != null) {
                out.addAll(pass(each));
            }
        }
        return out;
    }

    boolean holdsAny() {
        return !held.isEmpty();
    }

    /** The time until something will have waited for too long; empty if nothing waits. */
    Optional<Duration> dueIn(long nowNanos) {
        return held.values().stream()
                .map(each -> Duration.ofNanos(Math.max(0, each.untilNanos() - nowNanos)))
                .min(Comparator.naturalOrder());
    }

    /** The place before all that wait; at most the given one. */
    long placeUpTo(long place) {
        long before = place;
        for (Held each : held.values()) {
            before = Math.min(before, each.change().place() - 1);
        }
        return before;
    }

    private boolean isNext(Change change, @Nullable Long last) {
        if (last != null && change.sequence() == last + 1) {
            return true;
        }
        Long before = change.before();
        return before != null
                && before < change.place()
                && !held.containsKey(new Version(change.thing(), change.sequence() - 1));
    }

    private List<Change> pass(Change change) {
        List<Change> out = new ArrayList<>();
        Change next = change;
        while (next != null) {
            out.add(next);
            passed.put(next.thing(), next.sequence());
            Held waiting = held.remove(new Version(next.thing(), next.sequence() + 1));
            next = waiting == null ? null : waiting.change();
        }
        return out;
    }

    private List<Change> passOldest() {
        return held.values().stream()
                .min(Comparator.comparingLong(Held::untilNanos))
                .map(oldest -> lowest(oldest.change().thing()))
                .map(this::release)
                .orElse(List.of());
    }

    private Change lowest(String thing) {
        return held.values().stream()
                .map(Held::change)
                .filter(each -> each.thing().equals(thing))
                .min(Comparator.comparingLong(Change::sequence))
                .orElseThrow();
    }

    private List<Change> release(Change change) {
        held.remove(version(change));
        return pass(change);
    }

    private static Version version(Change change) {
        return new Version(change.thing(), change.sequence());
    }
}
