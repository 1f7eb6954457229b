package dev.tandem.analytics.archive;

import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.PersonalData;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.stream.Collectors;

/**
 * Erases a person from the archive: the pseudonym takes their place, and the salt of the fact's people is deleted, so that their
 * hash, which stays in the chain, reveals nobody. The person's number stays too. First the table of numbers, so that late events of the
 * pseudonym find theirs.
 */
public final class ErasedPeople {

    /** By key, because the place of a row is unique only in its partition. */
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
            PersonalData.NONE.ids("actor", "id").other("fact", ErasedPeople::some);

    private ErasedPeople() {}

    private static Future<Integer> some(UnitOfWork work, String id, String pseudonym) {
        return work.sql().preparedQuery(SOME).execute(Tuple.of(id, pseudonym)).map(RowSet::rowCount);
    }
}
