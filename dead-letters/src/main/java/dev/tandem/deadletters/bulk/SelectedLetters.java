package dev.tandem.deadletters.bulk;

import dev.tandem.deadletters.letter.Selection;
import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Times;
import dev.tandem.messaging.inbox.Inbox;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.UUID;

/** Counts and claims the letters of a bulk replay, among those that wait for a decision. */
record SelectedLetters(SqlClient sql) {

    /** Ids that inboxes accept at all: ordered by time, and not in the future. */
    private static final String ACCEPTED =
            "(event_id IS NULL OR (event_id < %s AND substring(event_id::text, 15, 1) = '7'))";

    /** Ids recent enough for inboxes to detect duplicates. */
    private static final String REMEMBERED = "(event_id IS NULL OR event_id >= %s)";

    /** Excludes letters whose edited event may have taken effect instead: see {@code UnsettledReplays}. */
    private static final String NOT_REPLACED = """
            NOT EXISTS (SELECT 1 FROM claim c WHERE c.letter_id = letter.id AND c.event_id IS NOT NULL
                AND c.taken_at IS NOT NULL AND (c.result IS NULL OR c.result = 'abandoned'))""";

    /**
     * Excludes letters that this bulk replay has claimed before, for instance if they were restored since: it sends a letter
     * only once.
     */
    private static final String NOT_YET =
            "NOT EXISTS (SELECT 1 FROM claim c WHERE c.letter_id = letter.id AND c.bulk_id = ?)";

    /** Locks the bulk replay, so that it does not end while letters are claimed for it. */
    private static final String CLAIM = """
            WITH bulk AS (
                SELECT id FROM bulk_replay WHERE id = %3$s AND status = 'running' AND leased_by = %4$s FOR SHARE
            ), picked AS (
                SELECT id, kind, state FROM letter
                WHERE state IN ('open', 'reopened') AND died_at <= %1$s AND %2$s AND EXISTS (SELECT 1 FROM bulk)
                ORDER BY id LIMIT %5$s FOR UPDATE SKIP LOCKED
            ), made AS (
                INSERT INTO claim (id, letter_id, kind, was, bulk_id, step, made_by, forced)
                SELECT gen_random_uuid(), id, kind, state, %3$s::uuid, %6$s::int, %7$s::text, %8$s::boolean FROM picked
                RETURNING id, letter_id
            ), moved AS (
                UPDATE letter l SET state = 'replaying', claim_id = made.id, updated_at = clock_timestamp()
                FROM made WHERE l.id = made.letter_id
            )
            INSERT INTO audit (actor, action, letter_id, bulk_id, from_state, to_state, reason)
            SELECT %7$s::text, CASE WHEN %8$s THEN 'replay-forced' ELSE 'replay' END, id, %3$s::uuid, state, 'replaying', %9$s::text FROM picked
            """;

    private static final String LEFT = """
            SELECT EXISTS (SELECT 1 FROM letter WHERE state IN ('open', 'reopened') AND died_at <= %s AND %s) AS there
            """;

    private static final String PREVIEW = """
            WITH meant AS MATERIALIZED (
                SELECT id, consumer, type, tenant, died_at, %s AS remembered FROM letter
                WHERE state IN ('open', 'reopened') AND %s
            )
            SELECT jsonb_build_object(
                'count', count(*),
                'oldest', to_char(min(died_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'newest', to_char(max(died_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'beyondInbox', count(*) FILTER (WHERE NOT remembered),
                'expectedDuplicates', count(*) FILTER (WHERE EXISTS (
                    SELECT 1 FROM claim c WHERE c.letter_id = meant.id AND c.sent_at IS NOT NULL
                        AND (c.result IS NULL OR c.result <> 'dead'))),
                'tenantCount', count(DISTINCT tenant),
                'tenants', (SELECT coalesce(jsonb_object_agg(coalesce(tenant, ''), n), '{}') FROM (
                    SELECT tenant, count(*) AS n FROM meant GROUP BY tenant ORDER BY n DESC LIMIT 100) t),
                'consumers', (SELECT coalesce(jsonb_object_agg(coalesce(consumer, ''), n), '{}') FROM (
                    SELECT consumer, count(*) AS n FROM meant GROUP BY consumer ORDER BY n DESC LIMIT 100) t),
                'types', (SELECT coalesce(jsonb_object_agg(coalesce(type, ''), n), '{}') FROM (
                    SELECT type, count(*) AS n FROM meant GROUP BY type ORDER BY n DESC LIMIT 100) t)
            ) AS preview FROM meant
            """;

    /**
     * Claims at most the given number of letters that waited when the bulk replay was created and still do. Claims none
     * unless the bulk replay is running and leased by the runner; skips letters that another transaction has locked.
     *
     * @return how many were claimed
     */
    Future<Integer> claim(BulkReplay bulk, UUID runner, int most, Instant now) {
        Conditions conditions = meant(bulk, now);
        String meant = conditions.text();
        String statement = CLAIM.formatted(
                conditions.parameter(Times.utc(bulk.createdAt())),
                meant,
                conditions.parameter(bulk.id()),
                conditions.parameter(runner),
                conditions.parameter(most),
                conditions.parameter(bulk.step()),
                conditions.parameter(bulk.requestedBy()),
                conditions.parameter(bulk.settings().force()),
                conditions.parameter(bulk.reason()));
        return sql.preparedQuery(statement).execute(conditions.values()).map(rows -> rows.rowCount());
    }

    /** Returns true if letters are left to claim, including those that another transaction has locked. */
    Future<Boolean> left(BulkReplay bulk, Instant now) {
        Conditions conditions = meant(bulk, now);
        String meant = conditions.text();
        String statement = LEFT.formatted(conditions.parameter(Times.utc(bulk.createdAt())), meant);
        return sql.preparedQuery(statement)
                .execute(conditions.values())
                .map(rows -> rows.iterator().next().getBoolean("there"));
    }

    /** Describes what a bulk replay would affect now. */
    Future<JsonObject> preview(Selection selector, Instant now) {
        Conditions conditions = selector.conditions();
        String meant = conditions.text();
        String remembered = ACCEPTED.formatted(conditions.parameter(future(now))) + " AND "
                + REMEMBERED.formatted(conditions.parameter(forgotten(now)));
        return sql.preparedQuery(PREVIEW.formatted(remembered, meant))
                .execute(conditions.values())
                .map(rows -> rows.iterator().next().getJsonObject("preview"));
    }

    private static Conditions meant(BulkReplay bulk, Instant now) {
        Conditions conditions = Selection.from(bulk.selector())
                .conditions()
                .and(NOT_YET, bulk.id())
                .and(ACCEPTED.formatted("?"), future(now));
        return bulk.settings().force()
                ? conditions
                : conditions.and(REMEMBERED.formatted("?") + " AND " + NOT_REPLACED, forgotten(now));
    }

    /** Lowest UUIDv7 of the first moment that inboxes still remember. */
    private static UUID forgotten(Instant now) {
        return Times.lowestId(now.minus(Inbox.RETENTION));
    }

    /** Lowest UUIDv7 of the first moment that is too far in the future for inboxes. */
    private static UUID future(Instant now) {
        return Times.lowestId(now.plus(Inbox.CLOCK_SKEW).plusMillis(1));
    }
}
