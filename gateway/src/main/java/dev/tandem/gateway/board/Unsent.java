package dev.tandem.gateway.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Changes in the order in which they are sent, and the lowest of their places. Not thread-safe. */
final class Unsent {

    private final Deque<Change> changes = new ArrayDeque<>();
    /** Of each place that none behind it is below, in their order: the first is the lowest of all. */
    private final Deque<Long> lowest = new ArrayDeque<>();

    void add(List<Change> more) {
        for (Change change : more) {
            changes.addLast(change);
            while (!lowest.isEmpty() && lowest.getLast() > change.place()) {
                lowest.removeLast();
            }
            lowest.addLast(change.place());
        }
    }

    Change first() {
        return changes.element();
    }

    List<Change> first(int most) {
        return changes.stream().limit(most).toList();
    }

    void removeFirst() {
        if (changes.remove().place() == lowest.getFirst()) {
            lowest.removeFirst();
        }
    }

    int size() {
        return changes.size();
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The place before all of them; at most the given one. */
    long placeUpTo(long place) {
        return lowest.isEmpty() ? place : Math.min(place, lowest.getFirst() - 1);
    }
}
