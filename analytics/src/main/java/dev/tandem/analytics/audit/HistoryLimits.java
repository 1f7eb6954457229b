package dev.tandem.analytics.audit;

import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The workspaces that keep their history for less time than the installation does. */
record HistoryLimits(SqlClient sql) {

    /** To set the same again changes nothing: it does not begin the time anew after which the limit is applied. */
    private static final String SET = """
            INSERT INTO history_limit AS t (workspace_id, kept_days, set_by) VALUES ($1, $2, $3)
            ON CONFLICT (workspace_id) DO UPDATE SET kept_days = excluded.kept_days, set_by = excluded.set_by, set_at = now()
            WHERE t.kept_days <> excluded.kept_days
            """;

    /** A limit in days, by whom and when it was set. */
    record Limit(int days, String setBy, Instant setAt) {}

    Future<Optional<Limit>> of(UUID workspaceId) {
        return sql.preparedQuery("SELECT kept_days, set_by, set_at FROM history_limit WHERE workspace_id = $1")
                .execute(Tuple.of(workspaceId))
                .map(rows -> Found.first(
                        rows,
                        row -> new Limit(
                                row.getInteger("kept_days"), row.getString("set_by"), Times.in(row, "set_at"))));
    }

    Future<Void> set(UUID workspaceId, int days, String by) {
        return sql.preparedQuery(SET).execute(Tuple.of(workspaceId, days, by)).mapEmpty();
    }

    /** Lets the workspace keep its history as long as the installation does. */
    Future<Void> lift(UUID workspaceId) {
        return sql.preparedQuery("DELETE FROM history_limit WHERE workspace_id = $1")
                .execute(Tuple.of(workspaceId))
                .mapEmpty();
    }
}
