package dev.tandem.deadletters.letter;

import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One criterion for selecting letters.
 *
 * @param name its name in queries, bodies and answers
 * @param condition a condition on a row of the table {@code letter}, in which {@code ?} stands for the value
 * @param column converts the value for the database client
 * @param told converts the value for answers
 */
record Filter<V>(
        String name,
        String condition,
        Function<Query, Optional<V>> inQuery,
        Function<Fields, Optional<V>> inBody,
        Function<V, @Nullable Object> column,
        Function<V, Object> told) {

    /** Longest searchable text: longer than any queue's name, id or type. */
    private static final int LONGEST = 1_000;

    /** A filter by the exact text of a column. */
    static Filter<String> text(String name, String column) {
        return new Filter<>(
                name,
                column + " = ?",
                query -> query.text(name, LONGEST),
                body -> Optional.ofNullable(body.optionalText(name, LONGEST)),
                value -> value,
                value -> value);
    }

    static Filter<String> word(String name, String column, List<String> words) {
        return new Filter<>(
                name,
                column + " = ?",
                query -> query.word(name, words),
                body -> Optional.ofNullable(body.optionalWord(name, words)),
                value -> value,
                value -> value);
    }

    static Filter<Instant> time(String name, String condition) {
        return new Filter<>(
                name,
                condition,
                query -> query.time(name),
                body -> Optional.ofNullable(body.optionalTime(name)),
                Times::utc,
                Instant::toString);
    }

    /** A filter by several ids; bodies only, because they are too many for a query. */
    static Filter<List<UUID>> oneOf(String name, String column, int most) {
        return new Filter<>(
                name,
                column + " = ANY (?)",
                query -> Optional.empty(),
                body -> ids(body, name, most),
                ids -> ids.toArray(UUID[]::new),
                ids -> new JsonArray(ids.stream().map(UUID::toString).toList()));
    }

    /** The filter that every letter passes; bodies only, in which it confirms that no other filter was forgotten. */
    static Filter<Boolean> everything(String name) {
        return new Filter<>(
                name,
                "?::boolean",
                query -> Optional.empty(),
                body -> body.flag(name) ? Optional.of(true) : Optional.empty(),
                value -> value,
                value -> value);
    }

    private static Optional<List<UUID>> ids(Fields body, String name, int most) {
        List<UUID> ids = body.optionalIds(name, most);
        if (ids != null && ids.isEmpty()) {
            body.refuse(name, "is empty");
        }
        return Optional.ofNullable(ids);
    }

    Optional<Chosen> in(Query query) {
        return inQuery.apply(query).map(this::with);
    }

    Optional<Chosen> in(Fields body) {
        return inBody.apply(body).map(this::with);
    }

    private Chosen with(V value) {
        return new Chosen(name, condition, column.apply(value), told.apply(value));
    }

    /** A filter with a value, in the forms for the database client and for answers. */
    record Chosen(String name, String condition, @Nullable Object value, Object told) {}
}
