package dev.tandem.project.command;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table, as far as a batch is concerned with them: wanted, then found at once, then kept up to date in
 * memory, then written at once.
 *
 * @param <K> what a row is found by
 * @param <R> a row, immutable
 */
final class Rows<K, R> {

    private final Function<R, K> key;
    private final Comparator<R> order;
    private final Set<K> wanted = new HashSet<>();
    private final Map<K, R> known = new HashMap<>();
    private final Set<K> added = new HashSet<>();
    private final Set<K> changed = new HashSet<>();

    /** @param order in which rows are written, so that two transactions wait for each other in one direction only */
    Rows(Function<R, K> key, Comparator<R> order) {
        this.key = key;
        this.order = order;
    }

    /** Some command will ask for it. */
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

    /** A row that is known to be there. */
    R existing(K wantedKey) {
        R row = find(wantedKey);
        if (row == null) {
            throw new IllegalStateException(wantedKey + " should be there");
        }
        return row;
    }

    /** A row that was not there before. */
    void add(R row) {
        known.put(key.apply(row), row);
        added.add(key.apply(row));
    }

    /** A row that was there before, or was added, and is another now. */
    void change(R row) {
        known.put(key.apply(row), row);
        if (!added.contains(key.apply(row))) {
            changed.add(key.apply(row));
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

    Future<Void> insert(Function<List<R>, Future<Void>> statement) {
        return write(added, statement);
    }

    Future<Void> update(Function<List<R>, Future<Void>> statement) {
        return write(changed, statement);
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
