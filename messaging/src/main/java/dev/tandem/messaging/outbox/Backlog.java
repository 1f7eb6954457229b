package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Tuning;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * Holds the relay's rows in memory: waiting in the buffer, in flight, or confirmed and not deleted yet. Rows without room here stay
 * in the table. Lives on one context.
 */
final class Backlog {

    private final FairBuffer buffer;
    private final Set<UUID> known = new HashSet<>();

    /** For rows that are waiting or in flight. */
    private final MemoryBudget budget;

    private boolean yielding;

    /** @param distance as for {@link FairBuffer} */
    Backlog(ToLongFunction<String> distance, Tuning tuning) {
        this.buffer = new FairBuffer(distance, tuning.maxInFlight());
        this.budget = new MemoryBudget(tuning.rowsInMemory(), tuning.bytesInMemory());
    }

    FairBuffer buffer() {
        return buffer;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** The ids of all rows in memory. */
    Set<UUID> known() {
        return known;
    }

    boolean knows(OutboxRow row) {
        return known.contains(row.id());
    }

    /** Adds a row; false if there is no room, or the row cannot be published at present. */
    boolean remember(OutboxRow row) {
        if (yielding || !budget.has(row) || !buffer.add(row)) {
            return false;
        }
        known.add(row.id());
        budget.take(row);
        return true;
    }

    /** Notes that the broker has the row; it stays here until it is deleted. */
    void confirmed(OutboxRow row) {
        row.span().end();
        budget.give(row);
    }

    /** Drops a row from memory; it stays in the table. */
    void leave(OutboxRow row) {
        known.remove(row.id());
        budget.give(row);
        row.span().end();
    }

    /** Notes that the table no longer has the row. */
    void deleted(UUID id) {
        known.remove(id);
    }

    /** Drops all waiting rows from memory; they stay in the table. Accepts no rows until {@link #resume()}. */
    void yieldAll() {
        yielding = true;
        List<OutboxRow> waiting = buffer.clear();
        waiting.forEach(this::leave);
    }

    void resume() {
        yielding = false;
    }

    boolean yielding() {
        return yielding;
    }
}
