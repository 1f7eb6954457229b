package dev.tandem.kit.table;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the columns of a table, each named once, with the value that it takes from a row. Everything needed to write rows
 * is derived from the list: the names, the arrays that {@code unnest} turns back into rows (many rows, one statement), and
 * the members that clients see. Immutable; each method that adds a column returns a new list.
 *
 * @param <R> one row
 */
public final class Columns<R> {

    private static final Pattern WORD = Pattern.compile("_([a-z])");

    /**
     * @param type the element's type in PostgreSQL
     * @param value the value as the database client expects it
     * @param array creates an array for the values
     */
    private record Column<R>(
            String name, String type, Function<R, @Nullable Object> value, IntFunction<Object[]> array) {}

    private final List<Column<R>> columns;

    private Columns(List<Column<R>> columns) {
        this.columns = columns;
    }

    /** An empty list. */
    public static <R> Columns<R> none() {
        return new Columns<>(List.of());
    }

    public Columns<R> id(String name, Function<R, @Nullable UUID> value) {
        return with(name, "uuid", value::apply, UUID[]::new);
    }

    public Columns<R> text(String name, Function<R, @Nullable String> value) {
        return with(name, "text", value::apply, String[]::new);
    }

    public Columns<R> bigint(String name, Function<R, @Nullable Long> value) {
        return with(name, "bigint", value::apply, Long[]::new);
    }

    public Columns<R> integer(String name, Function<R, @Nullable Integer> value) {
        return with(name, "integer", value::apply, Integer[]::new);
    }

    public Columns<R> flag(String name, Function<R, Boolean> value) {
        return with(name, "boolean", value::apply, Boolean[]::new);
    }

    public Columns<R> day(String name, Function<R, @Nullable LocalDate> value) {
        return with(name, "date", value::apply, LocalDate[]::new);
    }

    public Columns<R> time(String name, Function<R, @Nullable Instant> value) {
        return with(name, "timestamptz", row -> Times.optional(value.apply(row)), OffsetDateTime[]::new);
    }

    /** JSON objects or arrays. */
    public Columns<R> json(String name, Function<R, @Nullable Object> value) {
        return with(name, "jsonb", value, Object[]::new);
    }

    public Columns<R> bytes(String name, Function<R, @Nullable Buffer> value) {
        return with(name, "bytea", value::apply, Buffer[]::new);
    }

    /** Appends the columns of a part of the row. */
    public <P> Columns<R> all(Columns<P> others, Function<R, P> part) {
        return new Columns<>(Stream.concat(
                        columns.stream(),
                        others.columns.stream()
                                .map(each -> new Column<R>(
                                        each.name, each.type, row -> each.value.apply(part.apply(row)), each.array)))
                .toList());
    }

    /** The names, as in {@code id, project_id}. */
    public String names() {
        return names("");
    }

    /** The names with an alias, as in {@code t.id, t.project_id}. */
    public String namesIn(String alias) {
        return names(alias + ".");
    }

    /** The rows as a table, as in {@code unnest($1::uuid[], $2::uuid[])}, with the parameters from {@link #arrays}. */
    public String unnest() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "$" + (i + 1) + "::" + columns.get(i).type + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    /** The first parameter after the arrays, as in {@code $3}. */
    public String next() {
        return "$" + (columns.size() + 1);
    }

    /** The statement that inserts rows; callers may append to it. */
    public String insertInto(String table) {
        return "INSERT INTO " + table + " (" + names() + ") SELECT * FROM " + unnest();
    }

    /** The assignments of all columns, as in {@code name = excluded.name, role = excluded.role}. */
    public String assignments(String alias) {
        return columns.stream()
                .map(each -> each.name + " = " + alias + "." + each.name)
                .collect(Collectors.joining(", "));
    }

    /** The statement that updates all columns but the first, which identifies the row. */
    public String update(String table) {
        String key = columns.get(0).name;
        String assignments = new Columns<>(columns.subList(1, columns.size())).assignments("changed");
        return "UPDATE " + table + " SET " + assignments + " FROM " + unnest() + " AS changed (" + names() + ") WHERE "
                + table + "." + key + " = changed." + key;
    }

    /** The rows as arrays, one per column, in the order of the list. */
    public Tuple arrays(Collection<R> rows) {
        return Tuple.tuple(columns.stream()
                .<Object>map(column -> rows.stream().map(column.value).toArray(column.array))
                .toList());
    }

    /** The row as clients see it: a member has the name of its column in camel case, and is null where the column is. */
    public JsonObject toJson(R row) {
        JsonObject json = new JsonObject();
        columns.forEach(column -> json.put(member(column.name), shown(column.value.apply(row))));
        return json;
    }

    /** The members, as in {@link #toJson}, whose values differ. */
    public List<String> changed(R before, R after) {
        return columns.stream()
                .filter(column -> !Objects.equals(column.value.apply(before), column.value.apply(after)))
                .map(column -> member(column.name))
                .toList();
    }

    private String names(String before) {
        return columns.stream().map(each -> before + each.name).collect(Collectors.joining(", "));
    }

    private Columns<R> with(
            String name, String type, Function<R, @Nullable Object> value, IntFunction<Object[]> array) {
        return new Columns<>(Stream.concat(columns.stream(), Stream.of(new Column<>(name, type, value, array)))
                .toList());
    }

    private static String member(String column) {
        return WORD.matcher(column).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    private static @Nullable Object shown(@Nullable Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof UUID || value instanceof LocalDate ? value.toString() : value;
    }
}
