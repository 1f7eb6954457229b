package dev.tandem.gateway.operation;

import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements by which operators find operations of all users, newest first. Each condition has an index, except for
 * events: {@link #causing} filters the operations of the given resources.
 */
public record OperationSearch(SqlClient sql) {

    private static final String PAGE = "SELECT * FROM operation WHERE %s ORDER BY id DESC LIMIT %s";

    private static final String ABOUT = """
            SELECT * FROM operation
            WHERE id = $1 OR correlation_id = ANY ($2::text[]) OR target_id = ANY ($2::text[]) OR target_parent = ANY ($2::text[])
            ORDER BY id DESC LIMIT $3
            """;

    private static final String CAUSING = """
            SELECT * FROM operation
            WHERE (target_id = ANY ($1::text[]) OR target_parent = ANY ($1::text[])) AND $2 = ANY (events)
            ORDER BY id DESC LIMIT $3
            """;

    private static final String BY_ID = """
            SELECT * FROM operation WHERE id = ANY ($1::uuid[]) ORDER BY id DESC
            """;

    private static final UUID NO_ID = new UUID(0, 0);

    /**
     * An operation, with what its user does not see of it.
     *
     * @param deadLetterId the letter that a stalled operation waits for, or waited for last
     * @param reason what delayed it last
     */
    public record Found(
            Operation operation,
            @Nullable UUID deadLetterId,
            @Nullable String reason) {

        static Found from(Row row) {
            return new Found(Operation.from(row), row.getUUID("dead_letter_id"), row.getString("reason"));
        }

        public UUID id() {
            return operation.id();
        }
    }

    /**
     * Search criteria; all given ones must match.
     *
     * @param resource the target, or the parent of the target
     * @param from the earliest time of acceptance
     * @param to the time before which it was accepted
     */
    public record Sought(
            @Nullable String correlationId,
            @Nullable String userId,
            @Nullable UUID resource,
            @Nullable Instant from,
            @Nullable Instant to) {

        /** Returns true if a criterion is given that avoids a scan of all operations. */
        public boolean isNarrow() {
            return correlationId != null || userId != null || resource != null;
        }
    }

    /** The matching operations with an id below the given one. */
    public Future<List<Found>> page(Sought sought, UUID below, int rows) {
        UUID resource = sought.resource();
        Conditions conditions = new Conditions()
                .and("id < ?", below)
                .and("correlation_id = ?", sought.correlationId())
                .and("user_id = ?", sought.userId())
                .and("(target_id = ? OR target_parent = ?)", resource == null ? null : resource.toString())
                .and("id >= ?", first(sought.from()))
                .and("id < ?", first(sought.to()));
        String statement = PAGE.formatted(conditions.text(), conditions.parameter(rows));
        return sql.preparedQuery(statement).execute(conditions.values()).map(OperationSearch::found);
    }

    /** The operations that have this id or correlation id, or whose target or target's parent has it. */
    public Future<List<Found>> about(String id, @Nullable UUID uuid, int most) {
        return sql.preparedQuery(ABOUT)
                .execute(Tuple.of(
                        uuid == null ? NO_ID : uuid,
                        uuid == null ? new String[] {id} : new String[] {id, uuid.toString()},
                        most))
                .map(OperationSearch::found);
    }

    /** The operations on one of these resources that produced the event. */
    public Future<List<Found>> causing(UUID event, Collection<String> resources, int most) {
        return sql.preparedQuery(CAUSING)
                .execute(Tuple.of(resources.toArray(String[]::new), event, most))
                .map(OperationSearch::found);
    }

    public Future<List<Found>> byId(Collection<UUID> ids) {
        return sql.preparedQuery(BY_ID)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(OperationSearch::found);
    }

    private static @Nullable UUID first(@Nullable Instant at) {
        return at == null ? null : Times.lowestId(at);
    }

    private static List<Found> found(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(Found::from).toList();
    }
}
