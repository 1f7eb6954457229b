package dev.tandem.messaging.outbox;

import dev.tandem.messaging.envelope.CloudEvents;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the table {@code outbox}. */
record OutboxTable(SqlClient sql) {

    private static final String INSERT = """
            INSERT INTO outbox (partition, tenant, id, exchange, routing_key, body)
            SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::bytea[])
            """;

    /**
     * Lists the oldest rows of each tenant with a loose index scan: its cost grows with tenants, not with rows. Bodies are read
     * later, and only for the rows that are needed.
     */
    private static final String FAIR_PAGE = """
            WITH RECURSIVE waiting AS (
                (SELECT tenant FROM outbox WHERE partition = $1 AND tenant > $2 ORDER BY tenant LIMIT 1)
                UNION ALL
                SELECT (SELECT o.tenant FROM outbox o
                        WHERE o.partition = $1 AND o.tenant > w.tenant ORDER BY o.tenant LIMIT 1)
                FROM waiting w WHERE w.tenant IS NOT NULL
            )
            SELECT o.tenant, o.id, o.exchange, o.routing_key, o.bytes
            FROM waiting w CROSS JOIN LATERAL (
                SELECT o.tenant, o.id, o.exchange, o.routing_key, octet_length(o.body) AS bytes FROM outbox o
                WHERE o.partition = $1 AND o.tenant = w.tenant AND o.exchange || '/' || o.routing_key <> ALL ($5::text[])
                ORDER BY o.id LIMIT $3
            ) o
            WHERE w.tenant IS NOT NULL
            LIMIT $4
            """;

    private static final String ROWS = """
            SELECT o.id, o.exchange, o.routing_key, o.body
            FROM unnest($2::text[], $3::uuid[]) AS wanted(tenant, id)
            JOIN outbox o ON o.partition = $1 AND o.tenant = wanted.tenant AND o.id = wanted.id
            ORDER BY o.id
            """;

    private static final String DELETE = """
            DELETE FROM outbox o USING unnest($1::smallint[], $2::text[], $3::uuid[]) AS gone(partition, tenant, id)
            WHERE o.partition = gone.partition AND o.tenant = gone.tenant AND o.id = gone.id
            """;

    /** Counts only up to a limit: to count millions of rows would cost more than the number is worth. */
    private static final String CONTENTS = """
            WITH counted AS MATERIALIZED (SELECT id FROM outbox LIMIT $1)
            SELECT (SELECT count(*) FROM counted) AS messages,
                   (SELECT id FROM counted ORDER BY id LIMIT 1) AS oldest,
                   ARRAY(SELECT p FROM generate_series(0, $2::int4 - 1) AS p
                         WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.partition = p::smallint)) AS waiting
            """;

    /** Inserts rows of one partition in one statement. */
    Future<Void> insert(int partition, List<OutboxRow> rows) {
        int size = rows.size();
        String[] tenants = new String[size];
        UUID[] ids = new UUID[size];
        String[] exchanges = new String[size];
        String[] routingKeys = new String[size];
        Buffer[] bodies = new Buffer[size];
        for (int i = 0; i < size; i++) {
            OutboxRow row = rows.get(i);
            tenants[i] = row.tenant();
            ids[i] = row.id();
            exchanges[i] = row.exchange();
            routingKeys[i] = row.routingKey();
            bodies[i] = row.body();
        }
        return sql.preparedQuery(INSERT)
                .execute(Tuple.of((short) partition, tenants, ids, exchanges, routingKeys, bodies))
                .mapEmpty();
    }

    /**
     * Lists up to {@code limit} rows: the oldest {@code perTenant} of each tenant that sorts after the given one, without rows for
     * excluded destinations.
     */
    Future<List<Waiting>> fairPage(
            int partition, String afterTenant, int perTenant, int limit, List<Destination> passed) {
        String[] names = passed.stream().map(Destination::name).toArray(String[]::new);
        return sql.preparedQuery(FAIR_PAGE)
                .execute(Tuple.of((short) partition, afterTenant, perTenant, limit, names))
                .map(found -> {
                    List<Waiting> rows = new ArrayList<>(found.size());
                    for (Row row : found) {
                        rows.add(Waiting.of(partition, row));
                    }
                    return rows;
                });
    }

    /** Reads rows of one partition, the oldest first; rows that are gone are left out. */
    Future<List<OutboxRow>> rows(int partition, List<OutboxRow.Key> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        String[] tenants = keys.stream().map(OutboxRow.Key::tenant).toArray(String[]::new);
        UUID[] ids = keys.stream().map(OutboxRow.Key::id).toArray(UUID[]::new);
        return sql.preparedQuery(ROWS)
                .execute(Tuple.of((short) partition, tenants, ids))
                .map(found -> {
                    List<OutboxRow> rows = new ArrayList<>(found.size());
                    for (Row row : found) {
                        rows.add(read(partition, row));
                    }
                    return rows;
                });
    }

    private static OutboxRow read(int partition, Row row) {
        Buffer body = row.getBuffer("body");
        CloudEvents.Entry entry = CloudEvents.read(CloudEvents.SINGLE, body).get(0);
        if (entry instanceof CloudEvents.Entry.Readable readable) {
            return new OutboxRow(
                    partition,
                    row.getString("exchange"),
                    row.getString("routing_key"),
                    readable.envelope(),
                    body,
                    Span.getInvalid());
        }
        throw new IllegalStateException("The outbox row " + row.getUUID("id") + " holds no event");
    }

    /** Deletes the rows. Idempotent. */
    Future<Void> delete(Collection<OutboxRow.Key> rows) {
        Short[] partitions = new Short[rows.size()];
        String[] tenants = new String[rows.size()];
        UUID[] ids = new UUID[rows.size()];
        int i = 0;
        for (OutboxRow.Key row : rows) {
            partitions[i] = (short) row.partition();
            tenants[i] = row.tenant();
            ids[i++] = row.id();
        }
        return sql.preparedQuery(DELETE)
                .execute(Tuple.of(partitions, tenants, ids))
                .mapEmpty();
    }

    /** Describes the table's contents: counts up to {@code most} rows, and finds the oldest of these. */
    Future<Contents> contents(int most) {
        return sql.preparedQuery(CONTENTS)
                .execute(Tuple.of(most, Partitions.COUNT))
                .map(found -> {
                    Row row = found.iterator().next();
                    return new Contents(
                            row.getLong("messages"), row.getUUID("oldest"), List.of(row.getArrayOfIntegers("waiting")));
                });
    }

    /**
     * A row without its body.
     *
     * @param bytes size of the body
     */
    record Waiting(OutboxRow.Key key, Destination destination, int bytes) {

        private static Waiting of(int partition, Row row) {
            return new Waiting(
                    new OutboxRow.Key(partition, row.getString("tenant"), row.getUUID("id")),
                    new Destination(row.getString("exchange"), row.getString("routing_key")),
                    row.getInteger("bytes"));
        }
    }

    /**
     * @param oldest null when there are no rows
     * @param waiting the partitions that have rows
     */
    record Contents(long messages, @Nullable UUID oldest, List<Integer> waiting) {}
}
