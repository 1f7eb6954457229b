package dev.tandem.messaging.erasure;

import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the personal data that a service keeps, and what happens to it, in this order, when a person is erased. Conditions and
 * assignments are SQL in which {@code $1} is the person's id and {@code $2} the pseudonym; a processed row must no longer meet its
 * condition. Immutable.
 */
public final class PersonalData {

    /** The personal data that the kit itself keeps, in every service. */
    static final PersonalData OF_THE_KIT = new PersonalData(List.of())
            .bodies("outbox", "body")
            .changed(
                    "rebuild",
                    "result = jsonb_set(result, '{differences,examples}', '[]')",
                    "strpos(result::text, $1) > 0 AND result #> '{differences,examples}' <> '[]'")
            .ids("rebuild", "requested_by");

    /** No personal data. */
    public static final PersonalData NONE = new PersonalData(List.of());

    private final List<Step> steps;

    private PersonalData(List<Step> steps) {
        this.steps = steps;
    }

    /** One kind of change to one table. */
    sealed interface Step {

        String table();

        /** @param sql whose {@code $3} limits the number of rows; returns how many rows it met, and how many of these it changed */
        record Statement(String table, String sql) implements Step {}

        /** @param column holds events in structured JSON */
        record Bodies(String table, String column) implements Step {}

        record Other(String table, Work work) implements Step {}
    }

    /** Changes that need more than one statement. */
    @FunctionalInterface
    public interface Work {

        /** Processes some rows in the given transaction, and returns how many; 0 when none is left. */
        Future<Integer> some(UnitOfWork work, String id, String pseudonym);
    }

    /** Deletes rows that belong to the person alone. */
    public PersonalData deleted(String table, String condition) {
        return statement(table, condition, "DELETE FROM " + table + " WHERE ctid IN (SELECT ctid FROM met)");
    }

    /** Changes rows that others need. */
    public PersonalData changed(String table, String assignments, String condition) {
        return statement(
                table, condition, "UPDATE " + table + " SET " + assignments + " WHERE ctid IN (SELECT ctid FROM met)");
    }

    /** Replaces the person's id by the pseudonym in columns that hold ids. */
    public PersonalData ids(String table, String... columns) {
        return changed(
                table,
                each(columns, ", ", "%1$s = CASE WHEN %1$s = $1 THEN $2 ELSE %1$s END"),
                each(columns, " OR ", "%1$s = $1"));
    }

    /** Replaces the id wherever it occurs as a whole in generated sentences, and mentions of it in brackets. */
    public PersonalData sentences(String table, String... columns) {
        return changed(
                table,
                each(columns, ", ", "%1$s = renamed(%1$s, $1, $2)"),
                each(
                        columns,
                        " OR ",
                        "((strpos(%1$s, $1) > 0 OR strpos(%1$s, bracketed($1)) > 0) AND renamed(%1$s, $1, $2) <> %1$s)"));
    }

    /**
     * Replaces the id in JSON objects.
     *
     * @param ids members whose value is the id of somebody
     * @param quotes members whose value may name people, as sentences do
     */
    public PersonalData members(String table, String column, List<String> ids, List<String> quotes) {
        String renamed = "renamed_members(%s, '{%s}', '{%s}', $1, $2)"
                .formatted(column, String.join(",", ids), String.join(",", quotes));
        return changed(
                table,
                column + " = " + renamed,
                "(strpos(%1$s::text, %2$s) > 0 OR strpos(%1$s::text, %3$s) > 0) AND %4$s <> %1$s"
                        .formatted(column, inJson("$1::text"), inJson("bracketed($1)"), renamed));
    }

    /** Replaces the id wherever it occurs as a whole in the texts of JSON columns. */
    public PersonalData json(String table, String... columns) {
        String id = inJson("$1::text");
        String renamed = "renamed(%1$s::text, " + id + ", $2)";
        return changed(
                table,
                each(columns, ", ", "%1$s = " + renamed + "::jsonb"),
                each(columns, " OR ", "(strpos(%1$s::text, " + id + ") > 0 AND " + renamed + "::jsonb <> %1$s)"));
    }

    /** {@linkplain Redaction Redacts} bytes that hold an event; empties those that hold none but contain the id. */
    public PersonalData bodies(String table, String column) {
        return with(new Step.Bodies(table, column));
    }

    /** Adds changes that need more than one statement, and may send messages. */
    public PersonalData other(String table, Work work) {
        return with(new Step.Other(table, work));
    }

    List<Step> steps() {
        return steps;
    }

    /** Appends what happens to other data. */
    public PersonalData and(@Nullable PersonalData more) {
        List<Step> all = new ArrayList<>(steps);
        if (more != null) {
            all.addAll(more.steps);
        }
        return new PersonalData(List.copyOf(all));
    }

    private PersonalData statement(String table, String condition, String change) {
        return with(new Step.Statement(table, """
                WITH met AS (SELECT ctid FROM %s WHERE (%s) AND $1::text <> $2::text LIMIT $3::int FOR UPDATE),
                     dealt AS (%s RETURNING 1)
                SELECT (SELECT count(*) FROM met) AS met, (SELECT count(*) FROM dealt) AS dealt
                """.formatted(table, condition, change)));
    }

    private PersonalData with(Step step) {
        return and(new PersonalData(List.of(step)));
    }

    /** The text as it stands within a text in JSON. */
    private static String inJson(String text) {
        return "btrim(to_jsonb(" + text + ")::text, '\"')";
    }

    private static String each(String[] columns, String between, String pattern) {
        return Arrays.stream(columns).map(pattern::formatted).collect(Collectors.joining(between));
    }
}
