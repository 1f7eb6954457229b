package dev.tandem.analytics.report;

import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that a report needs, in one snapshot of the database. Two transactions share it, so that two processors work: the
 * percentiles of a whole year take as long as all the rest.
 *
 * @param totals the pool of the second transaction; separate, so that no transaction waits for one that waits for it
 */
record ReportStore(Pool pool, Pool totals) {

    private static final String ISOLATED = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private static final String EXPORT = "SELECT pg_export_snapshot() AS snapshot";
    private static final String IMPORT = "SET TRANSACTION SNAPSHOT '%s'";

    /**
     * What was read; bands and their names only of a project, freshness only if anything was archived.
     *
     * @param timesInAll of all buckets together, if anything was completed
     */
    record Findings(
            Map<Integer, Row> counts,
            Map<Integer, Row> dropped,
            Map<Integer, Row> times,
            @Nullable Row timesInAll,
            Row open,
            RowSet<Row> flow,
            Map<String, String> sections,
            @Nullable Row freshness) {}

    Future<Findings> find(Question question) {
        return pool.withTransaction(tx -> {
            Future<RowSet<Row>> isolated = tx.query(ISOLATED).execute();
            Future<RowSet<Row>> inAll = tx.query(EXPORT)
                    .execute()
                    .compose(exported -> timesInAll(question, Found.one(exported, row -> row.getString("snapshot"))));
            Tuple values = question.values();
            Future<RowSet<Row>> dropped = run(tx, question, ReportStatements.DROPPED, values);
            Future<RowSet<Row>> times = run(tx, question, ReportStatements.TIMES, values);
            Future<RowSet<Row>> open = run(
                    tx,
                    question,
                    ReportStatements.OPEN,
                    Tuple.of(
                            question.scope().id(),
                            Times.utc(question.moment()),
                            question.moment().atZone(question.period().zone()).toLocalDate(),
                            question.asOf()));
            boolean ofProject = question.scope().projectId() != null;
            Future<RowSet<Row>> counts = ofProject
                    ? run(tx, question, ReportStatements.COUNTS_OF_PROJECT, values)
                    : countsOfWorkspace(tx, question);
            Future<RowSet<Row>> flow =
                    ofProject ? run(tx, question, ReportStatements.FLOW, values) : Future.succeededFuture();
            Future<RowSet<Row>> sections = ofProject
                    ? run(
                            tx,
                            question,
                            ReportStatements.SECTIONS,
                            Tuple.of(question.scope().id()))
                    : Future.succeededFuture();
            Future<RowSet<Row>> freshness = run(
                    tx,
                    question,
                    ReportStatements.FRESHNESS,
                    Tuple.of(question.scope().workspaceId()));
            return Future.join(List.of(isolated, inAll, counts, dropped, times, open, flow, sections, freshness))
                    .map(all -> new Findings(
                            byBucket(counts.result()),
                            byBucket(dropped.result()),
                            byBucket(times.result()),
                            Found.first(inAll.result(), row -> row).orElse(null),
                            open.result().iterator().next(),
                            flow.result(),
                            names(sections.result()),
                            Found.first(freshness.result(), row -> row).orElse(null)));
        });
    }

    private Future<RowSet<Row>> timesInAll(Question question, String snapshot) {
        return totals.withTransaction(tx -> Future.join(
                        tx.query(ISOLATED).execute(),
                        tx.query(IMPORT.formatted(snapshot)).execute(),
                        run(tx, question, ReportStatements.TIMES, question.valuesInAll()))
                .map(read -> read.resultAt(2)));
    }

    private static Future<RowSet<Row>> countsOfWorkspace(SqlConnection tx, Question question) {
        return run(
                        tx,
                        question,
                        ReportStatements.ACTORS,
                        Tuple.of(question.scope().workspaceId()))
                .compose(rows -> tx.preparedQuery(
                                ReportStatements.countsOfWorkspace(Found.one(rows, row -> row.getInteger("actors"))))
                        .execute(question.values()));
    }

    private static Future<RowSet<Row>> run(SqlConnection tx, Question question, String statement, Tuple values) {
        return tx.preparedQuery(statement.formatted(question.scope().column())).execute(values);
    }

    private static Map<Integer, Row> byBucket(RowSet<Row> rows) {
        Map<Integer, Row> found = new LinkedHashMap<>();
        rows.forEach(row -> found.put(row.getInteger("bucket"), row));
        return found;
    }

    private static Map<String, String> names(@Nullable RowSet<Row> rows) {
        Map<String, String> names = new LinkedHashMap<>();
        if (rows != null) {
            rows.forEach(row -> names.put(row.getString("section"), row.getString("name")));
        }
        return names;
    }
}
