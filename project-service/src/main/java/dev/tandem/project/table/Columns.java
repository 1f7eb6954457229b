package dev.tandem.project.table;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned into the arrays that {@code unnest} makes rows of again, one column after the other: many rows, one statement.
 *
 * @param <R> one row
 */
public final class Columns<R> {

    private final List<R> rows;
    private final List<Object> arrays = new ArrayList<>();

    private Columns(Collection<R> rows) {
        this.rows = List.copyOf(rows);
    }

    public static <R> Columns<R> of(Collection<R> rows) {
        return new Columns<>(rows);
    }

    public Columns<R> ids(Function<R, @Nullable UUID> column) {
        arrays.add(rows.stream().map(column).toArray(UUID[]::new));
        return this;
    }

    public Columns<R> texts(Function<R, @Nullable String> column) {
        arrays.add(rows.stream().map(column).toArray(String[]::new));
        return this;
    }

    public Columns<R> longs(Function<R, Long> column) {
        arrays.add(rows.stream().map(column).toArray(Long[]::new));
        return this;
    }

    public Columns<R> integers(Function<R, Integer> column) {
        arrays.add(rows.stream().map(column).toArray(Integer[]::new));
        return this;
    }

    public Columns<R> flags(Function<R, Boolean> column) {
        arrays.add(rows.stream().map(column).toArray(Boolean[]::new));
        return this;
    }

    public Columns<R> days(Function<R, @Nullable LocalDate> column) {
        arrays.add(rows.stream().map(column).toArray(LocalDate[]::new));
        return this;
    }

    public Columns<R> times(Function<R, @Nullable Instant> column) {
        arrays.add(rows.stream().map(column).map(Columns::inUtc).toArray(OffsetDateTime[]::new));
        return this;
    }

    /** The arrays, in the order in which they were asked for. */
    public Tuple tuple() {
        return Tuple.wrap(arrays);
    }

    private static @Nullable OffsetDateTime inUtc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
