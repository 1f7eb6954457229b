package dev.tandem.project.command;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of one table that a batch needs: first announced, then read in one statement, kept up to date in
 * memory, and written together.
 *
 * @param <K> key of a row
 * @param <R> a row, immutable
 */
final class Rows<K, R> {

    private final Function<R, K> key;
    private final Comparator<R> order;
    private final Set<K> wanted = new HashSet<>();
    private final Map<K, R> known = new HashMap<>();
    private final Set<K> added = new HashSet<>();
    private final Set<K> changed = new HashSet<>();
    private final Set<K> removed = new HashSet<>();

    /** @param order in which rows are written, so that two transactions never deadlock */
    Rows(Function<R, K> key, Comparator<R> order) {
        this.key = key;
        this.order = order;
    }

    /** Announces that a command will look up this row. */
    void want(K wantedKey) {
        wanted.add(wantedKey);
    }

    @Nullable
    R find(K wantedKey) {
        if (!wanted.contains(wantedKey)) {
            throw new IllegalStateException(wantedKey + " was not wanted, so it is not known whether it is there");
        }
        return known.get(wantedKey);
    }

    /** Returns a row that must exist. */
    R existing(K wantedKey) {
        R row = find(wantedKey);
        if (row == null) {
            throw new IllegalStateException(wantedKey + " should be there");
        }
        return row;
    }

    /** Adds a new row. */
    void add(R row) {
        known.put(key.apply(row), row);
        added.add(key.apply(row));
    }

    /** Replaces a row that was read or added. */
    void change(R row) {
        known.put(key.apply(row), row);
        if (!added.contains(key.apply(row))) {
            changed.add(key.apply(row));
        }
    }

    /** Returns a row that is known, wanted or not. */
    @Nullable
    R known(K ofKey) {
        return known.get(ofKey);
    }

    /** Returns all known rows that match. */
    List<R> known(Predicate<R> which) {
        return known.values().stream().filter(which).toList();
    }

    /** Removes a row that was read or added. */
    void remove(R row) {
        K gone = key.apply(row);
        known.remove(gone);
        changed.remove(gone);
        if (!added.remove(gone)) {
            removed.add(gone);
        }
    }

    Future<Void> load(Function<Set<K>, Future<List<R>>> statement) {
        return wanted.isEmpty()
                ? Future.succeededFuture()
                : statement
                        .apply(wanted)
                        .onSuccess(rows -> rows.forEach(row -> known.put(key.apply(row), row)))
                        .mapEmpty();
    }

    /** Inserts the new rows of a table in which batches change none. */
    Future<Void> insertOnly(Function<List<R>, Future<Void>> statement) {
        if (!changed.isEmpty()) {
            throw new IllegalStateException(changed + " was changed, but no statement updates this table");
        }
        return insert(statement);
    }

    Future<Void> insert(Function<List<R>, Future<Void>> statement) {
        return write(added, statement);
    }

    Future<Void> update(Function<List<R>, Future<Void>> statement) {
        return write(changed, statement);
    }

    Future<Void> delete(Function<Collection<K>, Future<Void>> statement) {
        return removed.isEmpty() ? Future.succeededFuture() : statement.apply(removed);
    }

    private Future<Void> write(Set<K> keys, Function<List<R>, Future<Void>> statement) {
        return keys.isEmpty()
                ? Future.succeededFuture()
                : statement.apply(known.entrySet().stream()
                        .filter(entry -> keys.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted(order)
                        .toList());
    }
}
