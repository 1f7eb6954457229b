package dev.tandem.deadletters;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.retention.Rule;
import java.time.Duration;
import java.util.List;

/**
 * Sets the retention periods. A letter is deleted with its claims some time after it was resolved or discarded. A
 * letter that has waited far longer for a decision is discarded first, and the audit records that.
 *
 * @param over resolved or discarded letters
 * @param undecided letters that wait for a decision
 * @param audit audit entries and bulk replays
 */
record RetentionPeriods(Duration over, Duration undecided, Duration audit) {

    private static final int OVER_DAYS = 90;
    private static final int UNDECIDED_DAYS = 365;
    private static final int AUDIT_DAYS = 730;

    private static final String DISCARD = """
            WITH stale AS (
                SELECT id, state FROM letter WHERE state IN ('open', 'reopened') AND died_at < %s
                ORDER BY died_at LIMIT $2 FOR UPDATE SKIP LOCKED
            ), noted AS (
                INSERT INTO audit (action, letter_id, from_state, to_state, reason)
                SELECT 'discard', id, state, 'discarded', 'nobody has decided for too long' FROM stale
            )
            UPDATE letter l SET state = 'discarded', updated_at = clock_timestamp() FROM stale WHERE l.id = stale.id
            """.formatted(Rule.AGE);

    private static final String OVER = """
            DELETE FROM letter WHERE id IN (
                SELECT id FROM letter WHERE state IN ('resolved', 'discarded') AND updated_at < %s
                ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """.formatted(Rule.AGE);

    private static final String REPLAYS = """
            DELETE FROM bulk_replay WHERE id IN (
                SELECT id FROM bulk_replay WHERE status NOT IN ('running', 'paused') AND updated_at < %s LIMIT $2)
            """.formatted(Rule.AGE);

    static RetentionPeriods from(Environment environment) {
        return new RetentionPeriods(
                Rule.days(environment, "LETTERS_KEPT_DAYS", "letters that are resolved or discarded", OVER_DAYS),
                Rule.days(environment, "OPEN_LETTERS_KEPT_DAYS", "letters that nobody decides about", UNDECIDED_DAYS),
                Rule.days(environment, "AUDIT_KEPT_DAYS", "the audit and bulk replays", AUDIT_DAYS));
    }

    List<Rule> retention() {
        return List.of(
                new Rule("letters that nobody decides about", undecided, DISCARD),
                new Rule("letters that are over", over, OVER),
                new Rule("bulk replays", audit, REPLAYS),
                Rule.byTime("the audit", audit, "audit", "id", "at"));
    }
}
