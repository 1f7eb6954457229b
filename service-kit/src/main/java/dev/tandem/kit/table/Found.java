package dev.tandem.kit.table;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Maps the rows that a statement found. */
public final class Found {

    private Found() {}

    public static <R> List<R> all(RowSet<Row> rows, Function<Row, R> mapping) {
        return stream(rows).map(mapping).toList();
    }

    /** The first row, if any. */
    public static <R> Optional<R> first(RowSet<Row> rows, Function<Row, R> mapping) {
        return stream(rows).map(mapping).findFirst();
    }

    /** The row of a statement that always returns one, such as {@code SELECT count(*)}. */
    public static <R> R one(RowSet<Row> rows, Function<Row, R> mapping) {
        return mapping.apply(rows.iterator().next());
    }

    /**
     * A page of the children of a thing, read with a left join: no row at all if the reader may not see the thing, and one
     * row without an id if it has no children.
     */
    public static <R> Optional<List<R>> below(RowSet<Row> rows, Function<Row, R> mapping) {
        return below(rows, "id", mapping);
    }

    /** @param key the column that is set in every child row */
    public static <R> Optional<List<R>> below(RowSet<Row> rows, String key, Function<Row, R> mapping) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(stream(rows)
                        .filter(row -> row.getValue(key) != null)
                        .map(mapping)
                        .toList());
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
