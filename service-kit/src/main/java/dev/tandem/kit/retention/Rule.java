package dev.tandem.kit.retention;

import dev.tandem.kit.config.Environment;
import java.time.Duration;

/**
 * A statement that deletes rows older than their retention time, by the database's time.
 *
 * @param what the rows, in words
 * @param kept the retention time
 * @param delete the statement that deletes some of the rows, oldest first: {@code $1} is the age in milliseconds,
 *     {@code $2} the maximum number of rows. Must use an index, because it runs every minute
 */
public record Rule(String what, Duration kept, String delete) {

    /**
     * Rows older than this are due; for hand-written statements. The time of the statement is constant in it, so that an index
     * leads to what is due; with the clock's every row would be read.
     */
    public static final String AGE = "statement_timestamp() - $1::bigint * interval '1 ms'";

    private static final int MOST_DAYS = 36_500;

    /** The smallest UUIDv7 of the time {@code $1} milliseconds ago. */
    private static final String BOUNDARY =
            "(lpad(to_hex((extract(epoch FROM statement_timestamp()) * 1000)::bigint - $1::bigint), 12, '0')"
                    + " || '00000000000000000000')::uuid";

    /** Returns a rule that deletes rows of the table by a time column, which must be indexed. */
    public static Rule byTime(String what, Duration kept, String table, String key, String time) {
        return new Rule(what, kept, """
                DELETE FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %1$s WHERE %3$s < %4$s ORDER BY %3$s LIMIT $2)
                """.formatted(table, key, time, AGE));
    }

    /** Returns a rule that deletes rows of the table by the time inside their UUIDv7, which must be indexed. */
    public static Rule byId(String what, Duration kept, String table, String id) {
        return new Rule(what, kept, """
                DELETE FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %1$s WHERE %2$s < %3$s ORDER BY %2$s LIMIT $2)
                """.formatted(table, id, BOUNDARY));
    }

    /** Reads a retention time in days. */
    public static Duration days(Environment environment, String variable, String what, int usually) {
        return Duration.ofDays(
                environment.integer(variable, "days for which " + what + " are kept", 1, MOST_DAYS, usually));
    }
}
