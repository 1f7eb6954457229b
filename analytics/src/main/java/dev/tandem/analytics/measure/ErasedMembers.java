package dev.tandem.analytics.measure;

import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.PersonalData;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Erases a person from measures: what they did is added to what the pseudonym did, who may have acted already, in late events. */
public final class ErasedMembers {

    private static final String SOME = """
            WITH gone AS (
                DELETE FROM measure WHERE (workspace_id, slot, project_id, member) IN (
                    SELECT workspace_id, slot, project_id, member FROM measure
                    WHERE member = $1 AND $1::text <> $2::text LIMIT 500 FOR UPDATE)
                RETURNING *
            )
            INSERT INTO measure AS t (workspace_id, slot, project_id, member, facts, created, completed, reopened)
            SELECT workspace_id, slot, project_id, $2, facts, created, completed, reopened FROM gone
            ON CONFLICT (workspace_id, slot, project_id, member) DO UPDATE SET facts = t.facts + excluded.facts,
                created = t.created + excluded.created, completed = t.completed + excluded.completed,
                reopened = t.reopened + excluded.reopened
            """;

    public static final PersonalData PERSONAL_DATA = PersonalData.NONE.other("measure", ErasedMembers::some);

    private ErasedMembers() {}

    private static Future<Integer> some(UnitOfWork work, String id, String pseudonym) {
        return work.sql().preparedQuery(SOME).execute(Tuple.of(id, pseudonym)).map(RowSet::rowCount);
    }
}
