package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.Loop;
import dev.tandem.messaging.rebuild.Differences.Kind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Creates empty copies of tables in a separate schema, and replaces the live tables with them: tables, indexes and constraints
 * have the same names, so a swap drops the live tables and moves the copies into their schema. Its statements use one connection
 * whose search path is the shadow alone, so that no unqualified name can reach a live table.
 */
final class Shadow {

    /** A constraint creates its own index. The definition of any other index qualifies its table with the schema. */
    private static final String INDEXES = """
            SELECT CASE WHEN k.oid IS NULL
                   THEN replace(pg_get_indexdef(i.indexrelid),
                                format(' ON public.%I USING ', $1::text), format(' ON %I.%I USING ', $2::text, $1::text))
                   ELSE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', $2::text, $1::text, k.conname,
                               pg_get_constraintdef(k.oid))
                   END
            FROM pg_index i
            LEFT JOIN pg_constraint k
                   ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
            WHERE i.indrelid = format('public.%I', $1::text)::regclass
            ORDER BY i.indexrelid
            """;

    private static final String SETTINGS = """
            SELECT format('ALTER TABLE %I.%I SET (%s)', $2::text, $1::text, array_to_string(reloptions, ', '))
            FROM pg_class WHERE oid = format('public.%I', $1::text)::regclass AND reloptions IS NOT NULL
            """;

    private static final String TIES = """
            SELECT count(*) FROM (
                SELECT 1 FROM pg_constraint
                WHERE contype = 'f' AND format('public.%I', $1::text)::regclass IN (conrelid, confrelid)
                UNION ALL
                SELECT 1 FROM pg_trigger WHERE tgrelid = format('public.%I', $1::text)::regclass AND NOT tgisinternal
            ) AS tie
            """;

    /** Columns, indexes and constraints of a live table and its copy, without the schema's name. */
    private static final String ALIKE = """
            SELECT count(DISTINCT shape) = 1 FROM (
                SELECT (SELECT string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull), ', '
                                          ORDER BY attnum)
                        FROM pg_attribute WHERE attrelid = form AND attnum > 0 AND NOT attisdropped)
                    || (SELECT string_agg(definition, ', ' ORDER BY definition) FROM (
                            SELECT replace(pg_get_indexdef(indexrelid), format(' ON %I.', $2::text), ' ON public.')
                            FROM pg_index WHERE indrelid = form
                            UNION ALL
                            SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                            WHERE conrelid = form AND contype <> 'n'
                        ) AS parts (definition)) AS shape
                FROM unnest(ARRAY[format('public.%I', $1::text)::regclass, format('%I.%I', $2::text, $1::text)::regclass])
                     AS both_tables (form)
            ) AS shapes
            """;

    private final SqlConnection sql;
    private final String schema;
    private final List<String> tables;

    Shadow(SqlConnection sql, ReadModel model) {
        this.sql = sql;
        this.schema = "shadow_" + model.consumer().replaceAll("[^A-Za-z0-9]", "_");
        this.tables = model.tables();
    }

    /** Creates the copies, after dropping those that an earlier rebuild may have left. */
    Future<Void> create() {
        return drop().compose(v -> run("CREATE SCHEMA " + quoted(schema)))
                .compose(v -> run("SET search_path = " + quoted(schema)))
                // The service's statements are planned for tables that begin empty; those of a rebuild read whole
                // tables.
                .compose(v -> run("SET enable_seqscan = on"))
                .compose(v -> run("CREATE TABLE difference (kind text NOT NULL, row_key text NOT NULL,"
                        + " live jsonb, rebuilt jsonb)"))
                .compose(v -> run("CREATE TABLE tally (kind text NOT NULL, rows bigint NOT NULL)"))
                .compose(v -> Loop.each(tables, table -> refuseTied(table).compose(w -> createLike(table))));
    }

    private Future<Void> refuseTied(String table) {
        return sql.preparedQuery(TIES)
                .execute(Tuple.of(table))
                .compose(rows -> rows.iterator().next().getLong(0) == 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException(
                                "The table " + table + " has foreign keys or triggers, and cannot be swapped")));
    }

    private Future<Void> createLike(String table) {
        return run("CREATE TABLE " + shadowed(table) + " (LIKE " + live(table) + " INCLUDING ALL EXCLUDING INDEXES)")
                .compose(v -> sql.preparedQuery(INDEXES).execute(Tuple.of(table, schema)))
                .compose(this::runEach)
                .compose(v -> sql.preparedQuery(SETTINGS).execute(Tuple.of(table, schema)))
                .compose(this::runEach);
    }

    /** Drops the shadow and everything in it, if it exists. */
    Future<Void> drop() {
        return run("DROP SCHEMA IF EXISTS " + quoted(schema) + " CASCADE");
    }

    /** Updates the planner's statistics of the copies. */
    Future<Void> analyze() {
        return run("ANALYZE " + list(this::shadowed));
    }

    /** Locks out every writer of the live tables, but no reader, until the transaction ends. */
    Future<Void> lockOutWriters(long withinMs) {
        return lock("EXCLUSIVE", withinMs);
    }

    /** Locks out readers too. */
    Future<Void> lockOutEverybody(long withinMs) {
        return lock("ACCESS EXCLUSIVE", withinMs);
    }

    private Future<Void> lock(String mode, long withinMs) {
        return run("SET LOCAL lock_timeout = " + withinMs)
                .compose(v -> run("LOCK TABLE " + list(Shadow::live) + " IN " + mode + " MODE"))
                .compose(v -> run("SET LOCAL lock_timeout = 0"));
    }

    /** Fails when the live tables differ in structure from the copies, because they were migrated in the meantime. */
    Future<Void> verifyAlike() {
        return Loop.each(tables, this::verifyAlike);
    }

    private Future<Void> verifyAlike(String table) {
        return sql.preparedQuery(ALIKE)
                .execute(Tuple.of(table, schema))
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException(
                                "The table " + table + " was given another form under the rebuild")));
    }

    /** Replaces the live tables by the copies. */
    Future<Void> swap() {
        return run("DROP TABLE " + list(Shadow::live))
                .compose(v -> Loop.each(tables, table -> run("ALTER TABLE " + shadowed(table) + " SET SCHEMA public")));
    }

    /** The number of rows in all copies. */
    Future<Long> rows() {
        return count(tables.stream()
                .map(table -> "SELECT count(*) AS rows FROM " + shadowed(table))
                .collect(Collectors.joining(" UNION ALL ", "SELECT sum(rows)::bigint FROM (", ") AS counted")));
    }

    private Future<Long> count(String statement) {
        return sql.query(statement).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /** Reads the report's tables. */
    Future<Differences> differences() {
        return sql.query("""
                        SELECT kind, sum(rows)::bigint FROM (
                            SELECT kind, count(*) AS rows FROM difference GROUP BY kind
                            UNION ALL SELECT kind, rows FROM tally
                        ) AS counted GROUP BY kind
                        """).execute().compose(counted -> {
            Map<Kind, Long> rows = new EnumMap<>(Kind.class);
            counted.forEach(row -> rows.put(Kind.of(row.getString(0)), row.getLong(1)));
            return examples().map(examples -> new Differences(rows, examples));
        });
    }

    private Future<JsonArray> examples() {
        return sql.query("SELECT kind, row_key, live, rebuilt FROM difference"
                        + " WHERE kind IN ('only-in-old', 'only-in-new', 'changed')"
                        + " ORDER BY kind, row_key LIMIT " + Differences.EXAMPLES)
                .execute()
                .map(rows -> {
                    JsonArray examples = new JsonArray();
                    rows.forEach(row -> examples.add(example(row)));
                    return examples;
                });
    }

    private static JsonObject example(Row row) {
        return new JsonObject()
                .put("kind", row.getString(0))
                .put("key", row.getString(1))
                .put("old", row.getValue(2))
                .put("new", row.getValue(3));
    }

    private Future<Void> runEach(RowSet<Row> statements) {
        List<String> texts = new ArrayList<>();
        statements.forEach(row -> texts.add(row.getString(0)));
        return Loop.each(texts, this::run);
    }

    private Future<Void> run(String statement) {
        return sql.query(statement).execute().mapEmpty();
    }

    private String list(UnaryOperator<String> name) {
        return tables.stream().map(name).collect(Collectors.joining(", "));
    }

    private String shadowed(String table) {
        return quoted(schema) + "." + quoted(table);
    }

    private static String live(String table) {
        return "public." + quoted(table);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
