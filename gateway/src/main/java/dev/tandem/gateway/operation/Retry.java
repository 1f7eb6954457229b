package dev.tandem.gateway.operation;

import dev.tandem.kit.table.Times;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The next attempt.
 *
 * @param attempt 2 for the first retry
 * @param at the earliest time
 */
public record Retry(int attempt, Instant at) {

    static @Nullable Retry from(Row row) {
        Integer attempt = row.getInteger("attempt");
        Instant at = Times.optionalIn(row, "next_attempt_at");
        return attempt == null || at == null ? null : new Retry(attempt, at);
    }
}
