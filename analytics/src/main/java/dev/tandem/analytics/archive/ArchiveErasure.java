package dev.tandem.analytics.archive;

import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.PersonalData;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.stream.Collectors;

/**
 * Erases a person from the archive. First replaces the id by the pseudonym in {@code actor}, where the person keeps their number,
 * so that late events of the pseudonym find it. Then does the same in the facts, 500 per transaction, and deletes each fact's salt:
 * the hash of its people stays in the hash chain, and without the salt it cannot be matched with a guessed id. Idempotent.
 */
public final class ArchiveErasure {

    /** Selects rows by primary key, because a ctid is unique only within its partition. */
    private static final String SOME = """
            UPDATE fact SET actor_id = CASE WHEN actor_id = $1 THEN $2 ELSE actor_id END, people = people_without(people, $1, $2),
                   salt = NULL
            WHERE (event_id, archived_at) IN (
                SELECT event_id, archived_at FROM fact
                WHERE $1::text <> $2::text AND (actor_id = $1 OR people <> '{}' AND (%s OR people @> jsonb_build_object('%s', ARRAY[$1])))
                LIMIT 500 FOR UPDATE)
            """.formatted(
                    FactDetails.PERSONS.stream()
                            .map("people @> jsonb_build_object('%s', $1::text)"::formatted)
                            .collect(Collectors.joining(" OR ")),
                    FactDetails.MENTIONS);

    public static final PersonalData PERSONAL_DATA =
            PersonalData.NONE.ids("actor", "id").ids("history_limit", "set_by").other("fact", ArchiveErasure::some);

    private ArchiveErasure() {}

    private static Future<Integer> some(UnitOfWork work, String id, String pseudonym) {
        return work.sql().preparedQuery(SOME).execute(Tuple.of(id, pseudonym)).map(RowSet::rowCount);
    }
}
