package dev.tandem.deadletters.consumers;

import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import dev.tandem.messaging.report.ServiceReport;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** Reads and writes the table {@code consumer_report}. */
record ReportStore(SqlClient sql) {

    private static final String KEEP = """
            INSERT INTO consumer_report AS kept (service, instance, number, at, report) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (service, instance) DO UPDATE
            SET number = excluded.number, at = excluded.at, report = excluded.report
            WHERE kept.number < excluded.number
            """;

    private static final String ALL = "SELECT report FROM consumer_report ORDER BY service, instance";

    private static final String FORGET = "DELETE FROM consumer_report WHERE at < $1";

    /** Replaces the instance's earlier report, unless that one is newer. Idempotent. */
    Future<Void> keep(ServiceReport report) {
        return sql.preparedQuery(KEEP)
                .execute(Tuple.of(
                        report.service(), report.instance(), report.number(), Times.utc(report.at()), report.toJson()))
                .mapEmpty();
    }

    /** Returns the last report of each instance, by service. */
    Future<List<ServiceReport>> all() {
        return sql.preparedQuery(ALL)
                .execute()
                .map(rows -> Found.all(rows, row -> ServiceReport.of(row.getJsonObject("report"))));
    }

    /** Deletes reports from before that time. */
    Future<Void> forget(Instant before) {
        return sql.preparedQuery(FORGET).execute(Tuple.of(Times.utc(before))).mapEmpty();
    }
}
