package dev.tandem.analytics.audit;

import dev.tandem.kit.request.Position;
import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;

/** Reads archived facts of one workspace. */
record AuditStore(SqlClient sql) {

    /** Facts before the position, newest first. */
    Future<List<AuditEntry>> newestFirst(UUID workspaceId, AuditFilter filter, Position before, int most) {
        Conditions conditions = conditions(workspaceId, filter);
        String place = "(at, event_id) < (" + conditions.parameter(Times.utc(before.at())) + ", "
                + conditions.parameter(before.id()) + ")";
        return read(conditions, place + " ORDER BY at DESC, event_id DESC", most);
    }

    /** Facts after a place in the chain, in its order. */
    Future<List<AuditEntry>> inOrder(UUID workspaceId, AuditFilter filter, long after, int most) {
        Conditions conditions = conditions(workspaceId, filter);
        return read(conditions, "no > " + conditions.parameter(after) + " ORDER BY no", most);
    }

    private static Conditions conditions(UUID workspaceId, AuditFilter filter) {
        Conditions conditions = new Conditions().and("workspace_id = ?", workspaceId);
        filter.addTo(conditions);
        return conditions;
    }

    private Future<List<AuditEntry>> read(Conditions conditions, String rest, int most) {
        String limit = conditions.parameter(most);
        return sql.preparedQuery("SELECT " + AuditEntry.COLUMNS + " FROM fact WHERE " + conditions.text() + " AND "
                        + rest + " LIMIT " + limit)
                .execute(conditions.values())
                .map(rows -> Found.all(rows, AuditEntry::from));
    }
}
