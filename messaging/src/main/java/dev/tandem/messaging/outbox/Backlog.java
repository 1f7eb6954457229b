package dev.tandem.messaging.outbox;

import dev.tandem.messaging.Tuning;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * Rows that the relay has in memory: waiting in the buffer, under way, or confirmed and not deleted yet. What has no room here stays
 * in the table. Lives on one context.
 */
final class Backlog {

    private final FairBuffer buffer;
    private final Set<UUID> known = new HashSet<>();

    /** For rows that are waiting or under way. */
    private final MemoryBudget budget;

    private boolean yielding;

    /** @param distance as for {@link FairBuffer} */
    Backlog(ToLongFunction<String> distance, Tuning tuning) {
        this.buffer = new FairBuffer(distance, tuning.messagesUnderWay());
        this.budget = new MemoryBudget(tuning.rowsInMemory(), tuning.bytesInMemory());
    }

    FairBuffer buffer() {
        return buffer;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** The ids of all rows that are here. */
    Set<UUID> known() {
        return known;
    }

    boolean knows(OutboxRow row) {
        return known.contains(row.id());
    }

    /** Takes in a row, unless there is no room, or it cannot be published at present. */
    boolean remember(OutboxRow row) {
        if (yielding || !budget.has(row) || !buffer.add(row)) {
            return false;
        }
        known.add(row.id());
        budget.take(row);
        return true;
    }

    /** The broker has the row; it is here until it is deleted. */
    void confirmed(OutboxRow row) {
        row.span().end();
        budget.give(row);
    }

    /** Leaves a row to the table. */
    void leave(OutboxRow row) {
        known.remove(row.id());
        budget.give(row);
        row.span().end();
    }

    /** The table no longer has the row. */
    void deleted(UUID id) {
        known.remove(id);
    }

    /** Leaves all that waits to the table, and takes nothing in until {@link #resume()}. */
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
