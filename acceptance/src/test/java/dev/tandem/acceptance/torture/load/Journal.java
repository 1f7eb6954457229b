package dev.tandem.acceptance.torture.load;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the clients of one scenario asked for and were told. For many threads. */
public final class Journal {

    private final List<Team> teams;
    private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsettled = new AtomicInteger();

    Journal(List<Team> teams) {
        this.teams = List.copyOf(teams);
    }

    public List<Team> teams() {
        return teams;
    }

    public List<Wish> accepted() {
        return wishes.stream().filter(Wish::isAccepted).toList();
    }

    /** Answers that a client must never get. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How often a client did not learn what became of a request, and asked again. */
    public int unsettled() {
        return unsettled.get();
    }

    void add(Wish wish) {
        wishes.add(wish);
    }

    void complain(String complaint) {
        complaints.add(complaint);
    }

    void notSettled() {
        unsettled.incrementAndGet();
    }
}
