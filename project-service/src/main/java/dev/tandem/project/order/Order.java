package dev.tandem.project.order;

import dev.tandem.contracts.Ranked;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds those parts of a list's order that a batch needs, and follows its changes in memory.
 *
 * <ol>
 *   <li>I1: Between the two ends of a span, every item is known.
 *   <li>I2: No rank is given that an item had before in this transaction, so that the database, which refuses equal ranks row by
 *       row, takes the changes in any order.
 *   <li>I3: One move changes at most {@link #MOST} other ranks.
 * </ol>
 */
public final class Order {

    /** Other items that a move may give other ranks; as many as a fact may name. */
    static final int MOST = 256;

    /** Sorts before, and after, every rank. */
    static final String START = "";

    static final String END = "~";

    /** A longer rank is a reason to spread the neighbours. */
    static final int LONG = 32;

    /** What spreading must achieve, so that it is not needed again soon. */
    static final int SHORT = 24;

    private static final int SMALLEST_WINDOW = 8;

    private final String thing;
    private final NavigableMap<String, UUID> items = new TreeMap<>();
    private final Map<UUID, String> ranks = new HashMap<>();
    private final NavigableMap<String, String> spans = new TreeMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<UUID> hidden = new HashSet<>();

    /** An order of which nothing is known yet. */
    Order(String thing) {
        this.thing = thing;
    }

    /** The order of a list without items. */
    public static Order empty(String thing) {
        Order order = new Order(thing);
        order.know(START, List.of(), END);
        return order;
    }

    /**
     * Adds a part of the list.
     *
     * @param from {@link #START}, or the rank of its first item
     * @param to {@link #END}, or the rank of its last item
     */
    void know(String from, List<Ranked> part, String to) {
        part.forEach(each -> enter(each.id(), each.rank()));
        String lowest = from;
        String highest = to;
        Map.Entry<String, String> other = spans.floorEntry(to);
        while (other != null && other.getValue().compareTo(lowest) >= 0) {
            spans.remove(other.getKey());
            lowest = other.getKey().compareTo(lowest) < 0 ? other.getKey() : lowest;
            highest = other.getValue().compareTo(highest) > 0 ? other.getValue() : highest;
            other = spans.floorEntry(highest);
        }
        spans.put(lowest, highest);
    }

    /** Gives an item, new or not, its rank. */
    public void enter(UUID item, String rank) {
        String former = ranks.put(item, rank);
        if (former != null) {
            items.remove(former, item);
        }
        items.put(rank, item);
        used.add(rank);
    }

    /** Nothing can be placed beside the item any more, because nobody sees it; it keeps its place. */
    void hide(UUID item) {
        hidden.add(item);
    }

    /** Undoes {@link #hide}. */
    void show(UUID item) {
        hidden.remove(item);
    }

    /** Removes an item; its rank stays taken. */
    public void leave(UUID item) {
        String former = ranks.remove(item);
        if (former != null) {
            items.remove(former, item);
        }
    }

    /** Returns true if ranks are so long that neighbours may have to be spread. */
    boolean isCrowded() {
        return ranks.values().stream().anyMatch(rank -> rank.length() > SHORT);
    }

    /** Finds room for the item at the place, without entering it. */
    public Spot spot(Place place, UUID item) {
        String anchor = place.neighbour() == null
                ? place.before() ? START : END
                : item.equals(place.neighbour()) || hidden.contains(place.neighbour())
                        ? null
                        : ranks.get(place.neighbour());
        Map.Entry<String, String> span = anchor == null ? null : spans.floorEntry(anchor);
        if (anchor == null || span == null || span.getValue().compareTo(anchor) < 0) {
            String fault = item.equals(place.neighbour())
                    ? "is the " + thing + " itself"
                    : "is no " + thing + " of the project";
            return new Spot.Refused(Problems.invalid(
                    "There is no such place: " + place.pointer().substring(1) + " " + fault + ".",
                    List.of(new Violation(place.pointer(), fault))));
        }
        Neighbours neighbours = neighbours(anchor, place.before(), span, item);
        String present = ranks.get(item);
        if (present != null && neighbours.surround(present)) {
            return new Spot.Free(present, null);
        }
        return between(neighbours);
    }

    private Neighbours neighbours(String anchor, boolean before, Map.Entry<String, String> span, UUID item) {
        return new Neighbours(
                others(items.subMap(span.getKey(), true, anchor, !before).descendingMap(), item),
                others(items.subMap(anchor, before, span.getValue(), true), item),
                span.getKey().equals(START) ? null : span.getKey(),
                span.getValue().equals(END) ? null : span.getValue());
    }

    private static List<Ranked> others(NavigableMap<String, UUID> part, UUID item) {
        List<Ranked> found = new ArrayList<>();
        for (Map.Entry<String, UUID> each : part.entrySet()) {
            if (found.size() == MOST) {
                break;
            }
            if (!each.getValue().equals(item)) {
                found.add(new Ranked(each.getValue(), each.getKey()));
            }
        }
        return found;
    }

    private Spot between(Neighbours neighbours) {
        String rank = unused(
                neighbours.lower(0),
                Rank.between(neighbours.lower(1), neighbours.lower(0), neighbours.upper(0), neighbours.upper(1)));
        if (rank.length() <= LONG) {
            return new Spot.Free(rank, null);
        }
        for (int window = SMALLEST_WINDOW; window <= MOST; window *= 2) {
            int below = Math.min(window / 2, neighbours.below.size());
            int above = Math.min(window / 2, neighbours.above.size());
            List<String> ranks = spread(neighbours.lower(below), neighbours.upper(above), below + above + 1);
            if (ranks.stream().allMatch(each -> each.length() <= SHORT)) {
                return new Spot.Free(ranks.get(below), reranked(neighbours, below, above, ranks));
            }
        }
        return rank.length() <= Rank.LONGEST
                ? new Spot.Free(rank, null)
                : new Spot.Refused(Problems.conflict("There is no room left between these neighbours; move the " + thing
                        + " to another place first, such as the last."));
    }

    private List<String> spread(@Nullable String lower, @Nullable String upper, int count) {
        List<String> ranks = new ArrayList<>();
        String former = lower;
        for (String rank : Rank.spread(lower, upper, count)) {
            former = unused(former, rank);
            ranks.add(former);
        }
        return ranks;
    }

    /** Returns the rank, or a lower one if it has been used. */
    private String unused(@Nullable String lower, String rank) {
        String other = rank;
        while (used.contains(other)) {
            other = Rank.between(null, lower, other, null);
        }
        return other;
    }

    private static List<Ranked> reranked(Neighbours neighbours, int below, int above, List<String> ranks) {
        List<Ranked> others = new ArrayList<>();
        for (int i = 0; i < below; i++) {
            others.add(new Ranked(neighbours.below.get(i).id(), ranks.get(below - 1 - i)));
        }
        Collections.reverse(others);
        for (int i = 0; i < above; i++) {
            others.add(new Ranked(neighbours.above.get(i).id(), ranks.get(below + 1 + i)));
        }
        return others;
    }

    /**
     * The known items on both sides of a place, nearest first, without the item that is to stand there.
     *
     * @param lowest the rank beyond which nothing is known; null at the beginning of the list
     * @param highest the rank beyond which nothing is known; null at the end of the list
     */
    private record Neighbours(
            List<Ranked> below,
            List<Ranked> above,
            @Nullable String lowest,
            @Nullable String highest) {

        /** The rank of the neighbour behind so many others. */
        @Nullable
        String lower(int number) {
            return number < below.size() ? below.get(number).rank() : lowest;
        }

        @Nullable
        String upper(int number) {
            return number < above.size() ? above.get(number).rank() : highest;
        }

        boolean surround(String rank) {
            String lower = lower(0);
            String upper = upper(0);
            return (lower == null || lower.compareTo(rank) < 0) && (upper == null || rank.compareTo(upper) < 0);
        }
    }
}
