package dev.tandem.gateway.accept;

import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Runs the statements of the table {@code idempotency_key}. */
public record IdempotencyKeyStore(SqlClient sql) {

    /** The time for which a key is valid. */
    private static final Duration KEPT = Duration.ofDays(7);

    public static final Rule RETENTION =
            Rule.byTime("idempotency keys", KEPT, "idempotency_key", "scope", "created_at");

    /** Inserts keys in sorted order, so that two transactions never deadlock; reuses the row of an expired key. */
    private static final String CLAIM = """
            INSERT INTO idempotency_key AS known (scope, body_hash, operation_id, created_at)
            SELECT scope, body_hash, operation_id, $4
            FROM unnest($1::bytea[], $2::bytea[], $3::uuid[]) AS fresh(scope, body_hash, operation_id)
            ORDER BY scope
            ON CONFLICT (scope) DO UPDATE
                SET body_hash = excluded.body_hash, operation_id = excluded.operation_id, created_at = excluded.created_at
                WHERE known.created_at < $5
            RETURNING scope
            """;

    /** Inserts the keys, which must be distinct, and returns those that were free. */
    Future<Set<Buffer>> claim(List<Submission> keyed, Instant now) {
        return sql.preparedQuery(CLAIM)
                .execute(Tuple.of(
                        keyed.stream()
                                .map(each -> each.key().orElseThrow().scope())
                                .toArray(Buffer[]::new),
                        keyed.stream()
                                .map(each -> each.key().orElseThrow().bodyHash())
                                .toArray(Buffer[]::new),
                        keyed.stream().map(each -> each.operation().id()).toArray(UUID[]::new),
                        Times.utc(now),
                        Times.utc(now.minus(KEPT))))
                .map(rows -> {
                    Set<Buffer> claimed = new HashSet<>();
                    rows.forEach(row -> claimed.add(row.getBuffer(0)));
                    return claimed;
                });
    }

    /** The first use of each key. */
    Future<Map<Buffer, Known>> find(Collection<Buffer> scopes) {
        return sql.preparedQuery(
                        "SELECT scope, body_hash, operation_id FROM idempotency_key WHERE scope = ANY ($1::bytea[])")
                .execute(Tuple.of((Object) scopes.toArray(Buffer[]::new)))
                .map(rows -> {
                    Map<Buffer, Known> known = new HashMap<>();
                    rows.forEach(row -> known.put(
                            row.getBuffer(0), new Known(row.getBuffer("body_hash"), row.getUUID("operation_id"))));
                    return known;
                });
    }

    record Known(Buffer bodyHash, UUID operationId) {}
}
