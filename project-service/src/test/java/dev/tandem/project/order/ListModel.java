package dev.tandem.project.order;

import dev.tandem.contracts.Ranked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** A list in memory, of which each move sees what it would read from the database. */
final class ListModel {

    private final NavigableMap<String, UUID> items = new TreeMap<>();
    private final Map<UUID, String> ranks = new HashMap<>();

    private int longest;
    private long reranked;
    private int mostAtOnce;

    /** A list of so many items, added one after the other. */
    static ListModel of(List<UUID> items) {
        ListModel list = new ListModel();
        items.forEach(item -> list.move(item, Place.LAST));
        return list;
    }

    /** Moves an item, or adds it, and checks that it is there. */
    void move(UUID item, Place place) {
        Order order = near(place, Orders.REACH);
        Spot spot = (order.isCrowded() ? near(place, Order.MOST / 2) : order).spot(place, item);
        if (!(spot instanceof Spot.Free free)) {
            throw new AssertionError("There is no place: " + spot);
        }
        List<Ranked> others = free.reranked() == null ? List.of() : free.reranked();
        others.forEach(other -> items.remove(ranks.get(other.id())));
        others.forEach(other -> enter(other.id(), other.rank()));
        String former = ranks.get(item);
        if (former != null) {
            items.remove(former, item);
        }
        enter(item, free.rank());
        reranked += others.size();
        mostAtOnce = Math.max(mostAtOnce, others.size());
        stands(item, place);
    }

    int longest() {
        return longest;
    }

    double rerankedOf(long moves) {
        return (double) reranked / moves;
    }

    int mostAtOnce() {
        return mostAtOnce;
    }

    int size() {
        return items.size();
    }

    private void enter(UUID item, String rank) {
        ranks.put(item, rank);
        UUID other = items.put(rank, item);
        if (other != null) {
            throw new AssertionError(rank + " belongs to two");
        }
        longest = Math.max(longest, rank.length());
    }

    private void stands(UUID item, Place place) {
        boolean upwards = place.before() == (place.neighbour() != null);
        Map.Entry<String, UUID> next = upwards ? items.higherEntry(ranks.get(item)) : items.lowerEntry(ranks.get(item));
        boolean right = Objects.equals(place.neighbour(), next == null ? null : next.getValue());
        if (!right) {
            throw new AssertionError("It does not stand " + place);
        }
    }

    private Order near(Place place, int reach) {
        Order order = new Order("task");
        String anchor =
                place.neighbour() == null ? place.before() ? Order.START : Order.END : ranks.get(place.neighbour());
        List<Ranked> part = new ArrayList<>();
        String from = reach(items.headMap(anchor, false).descendingMap(), reach, part, Order.START);
        String to = reach(items.tailMap(anchor, true), reach, part, Order.END);
        order.know(from, part, to);
        return order;
    }

    private static String reach(NavigableMap<String, UUID> side, int reach, List<Ranked> part, String end) {
        int found = 0;
        for (Map.Entry<String, UUID> each : side.entrySet()) {
            part.add(new Ranked(each.getValue(), each.getKey()));
            if (++found == reach) {
                return each.getKey();
            }
        }
        return end;
    }
}
