package dev.tandem.project.table;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Maps the rows that a statement found. */
public final class Found {

    private Found() {}

    public static <R> List<R> all(RowSet<Row> rows, Function<Row, R> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }

    public static <R> Optional<R> first(RowSet<Row> rows, Function<Row, R> mapping) {
        return all(rows, mapping).stream().findFirst();
    }

    /**
     * A page of what lies below something, read with a left join: no row at all when the reader may not see that thing, and
     * one without an id when nothing lies below it.
     */
    public static <R> Optional<List<R>> below(RowSet<Row> rows, Function<Row, R> mapping) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getUUID("id") != null)
                        .map(mapping)
                        .toList());
    }

    public static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
