package dev.tandem.gateway.operation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The statements of the table {@code operation}. */
public final class OperationStore {

    private static final String INSERT = """
            INSERT INTO operation (id, user_id, workspace_id, kind, status, target_type, target_id, target_parent,
                                   correlation_id, created_at, updated_at)
            SELECT id, user_id, workspace_id, kind, 'accepted', target_type, target_id, target_parent,
                   correlation_id, at, at
            FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::timestamptz[])
                AS accepted(id, user_id, workspace_id, kind, target_type, target_id, target_parent, correlation_id, at)
            """;

    private static final String END = """
            UPDATE operation o
            SET status = ended.status, error = NULLIF(ended.error, 'null'), updated_at = GREATEST(o.updated_at, ended.at),
                events = string_to_array(ended.events, ',')::uuid[]
            FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[], $5::text[])
                AS ended(id, status, error, at, events)
            WHERE o.id = ended.id AND o.status NOT IN ('succeeded', 'failed')
            RETURNING o.id, o.user_id, o.status
            """;

    private static final String PROGRESS = """
            UPDATE operation o
            SET status = progress.status, attempt = progress.attempt, next_attempt_at = progress.next_attempt_at,
                dead_letter_id = progress.dead_letter_id, progressed_at = progress.at,
                updated_at = GREATEST(o.updated_at, progress.at)
            FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::timestamptz[], $5::uuid[], $6::timestamptz[])
                AS progress(id, status, attempt, next_attempt_at, dead_letter_id, at)
            WHERE o.id = progress.id AND o.status NOT IN ('succeeded', 'failed')
              AND (o.progressed_at IS NULL OR o.progressed_at <= progress.at)
            RETURNING o.id, o.user_id, o.status
            """;

    private final SqlClient sql;

    private OperationStore(SqlClient sql) {
        this.sql = sql;
    }

    public static OperationStore in(SqlClient sql) {
        return new OperationStore(sql);
    }

    /** Enters accepted operations, in one statement. */
    public Future<Void> insert(List<Operation> operations) {
        return sql.preparedQuery(INSERT)
                .execute(Tuple.of(
                                operations.stream().map(Operation::id).toArray(UUID[]::new),
                                operations.stream().map(Operation::userId).toArray(String[]::new),
                                operations.stream().map(Operation::workspaceId).toArray(UUID[]::new),
                                operations.stream().map(Operation::kind).toArray(String[]::new),
                                operations.stream()
                                        .map(each -> each.target().type())
                                        .toArray(String[]::new),
                                operations.stream()
                                        .map(each -> each.target().id())
                                        .toArray(String[]::new))
                        .addValue(operations.stream()
                                .map(each -> each.target().parent())
                                .toArray(String[]::new))
                        .addValue(operations.stream()
                                .map(Operation::correlationId)
                                .toArray(String[]::new))
                        .addValue(operations.stream()
                                .map(each -> utc(each.createdAt()))
                                .toArray(OffsetDateTime[]::new)))
                .mapEmpty();
    }

    /** Ends operations; one that has ended stays as it is. Answers those that did change. */
    Future<List<Changed>> end(List<Ending> endings) {
        return sql.preparedQuery(END)
                .execute(Tuple.of(
                        endings.stream().map(Ending::id).toArray(UUID[]::new),
                        endings.stream().map(each -> each.status().wireName()).toArray(String[]::new),
                        endings.stream().map(Ending::error).toArray(Object[]::new),
                        endings.stream().map(each -> utc(each.at())).toArray(OffsetDateTime[]::new),
                        endings.stream().map(Ending::writtenEvents).toArray(String[]::new)))
                .map(Changed::all);
    }

    /**
     * Notes what holds operations up. One that has ended stays as it is, and so does one about which something newer is
     * known. Answers those that did change.
     *
     * @param progress at most one of each operation
     */
    Future<List<Changed>> progress(Collection<Progress> progress) {
        return sql.preparedQuery(PROGRESS)
                .execute(Tuple.of(
                        progress.stream().map(Progress::operationId).toArray(UUID[]::new),
                        progress.stream().map(each -> each.status().wireName()).toArray(String[]::new),
                        progress.stream()
                                .map(each -> each.retry() == null
                                        ? null
                                        : each.retry().attempt())
                                .toArray(Integer[]::new),
                        progress.stream()
                                .map(each -> each.retry() == null
                                        ? null
                                        : utc(each.retry().at()))
                                .toArray(OffsetDateTime[]::new),
                        progress.stream().map(Progress::deadLetterId).toArray(UUID[]::new),
                        progress.stream().map(each -> utc(each.at())).toArray(OffsetDateTime[]::new)))
                .map(Changed::all);
    }

    public Future<Map<UUID, Operation>> findAll(Collection<UUID> ids) {
        return sql.preparedQuery("SELECT * FROM operation WHERE id = ANY ($1::uuid[])")
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Operation> found = new HashMap<>();
                    for (Row row : rows) {
                        Operation operation = Operation.from(row);
                        found.put(operation.id(), operation);
                    }
                    return found;
                });
    }

    /** Deletes some of the operations whose ids were made before that time; answers how many. */
    public Future<Integer> deleteBefore(Instant time, int most) {
        UUID lowest = new UUID(time.toEpochMilli() << 16, 0);
        return sql.preparedQuery(
                        "DELETE FROM operation WHERE id IN (SELECT id FROM operation WHERE id < $1 ORDER BY id LIMIT $2)")
                .execute(Tuple.of(lowest, most))
                .map(rows -> rows.rowCount());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** An operation that changed, and whose it is. */
    record Changed(UUID id, String userId, Status status) {

        private static List<Changed> all(RowSet<Row> rows) {
            return StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Changed(row.getUUID(0), row.getString(1), Status.named(row.getString(2))))
                    .toList();
        }
    }

    /**
     * @param error a problem when the status is failed
     * @param events that told of the success, when they are known
     */
    record Ending(UUID id, Status status, @Nullable JsonObject error, List<UUID> events, Instant at) {
        static Ending succeeded(UUID id, List<UUID> events, Instant at) {
            return new Ending(id, Status.SUCCEEDED, null, events, at);
        }

        static Ending failed(UUID id, JsonObject problem, Instant at) {
            return new Ending(id, Status.FAILED, problem, List.of(), at);
        }

        /** PostgreSQL has no array of arrays that differ in length. */
        private @Nullable String writtenEvents() {
            return events.isEmpty() ? null : events.stream().map(UUID::toString).collect(Collectors.joining(","));
        }
    }
}
