package dev.tandem.gateway.operation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The statements with which operators look for operations of anybody, newest first. Each condition has an index. */
public final class OperationSearch {

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

    private final SqlClient sql;

    private OperationSearch(SqlClient sql) {
        this.sql = sql;
    }

    public static OperationSearch in(SqlClient sql) {
        return new OperationSearch(sql);
    }

    /**
     * An operation, and what its user is not told of it.
     *
     * @param deadLetterId what it waits for while it is stalled, and what it waited for last after that
     * @param reason what held it up last
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
     * What is looked for: everything applies that is given.
     *
     * @param resource what it makes, changes or deletes, or that of which this is a part
     * @param from the earliest time of its acceptance
     * @param to the time before which that was
     */
    public record Sought(
            @Nullable String correlationId,
            @Nullable String userId,
            @Nullable UUID resource,
            @Nullable Instant from,
            @Nullable Instant to) {

        /** Whether something is given by which they can be found without reading all. */
        public boolean isNarrow() {
            return correlationId != null || userId != null || resource != null;
        }
    }

    /** Those with an id below the given one. */
    public Future<List<Found>> page(Sought sought, UUID below, int rows) {
        List<Object> values = new ArrayList<>(List.of(below));
        StringBuilder conditions = new StringBuilder("id < $1");
        add(conditions, values, "correlation_id = ?", sought.correlationId());
        add(conditions, values, "user_id = ?", sought.userId());
        UUID resource = sought.resource();
        add(conditions, values, "(target_id = ? OR target_parent = ?)", resource == null ? null : resource.toString());
        add(conditions, values, "id >= ?", first(sought.from()));
        add(conditions, values, "id < ?", first(sought.to()));
        values.add(rows);
        return sql.preparedQuery(
                        "SELECT * FROM operation WHERE " + conditions + " ORDER BY id DESC LIMIT $" + values.size())
                .execute(Tuple.tuple(values))
                .map(OperationSearch::found);
    }

    /** Those that have this id, came under it, or did something to what has it. */
    public Future<List<Found>> about(String id, @Nullable UUID uuid, int most) {
        return sql.preparedQuery(ABOUT)
                .execute(Tuple.of(
                        uuid == null ? NO_ID : uuid,
                        uuid == null ? new String[] {id} : new String[] {id, uuid.toString()},
                        most))
                .map(OperationSearch::found);
    }

    /** Those that did something to one of these resources of which that event told. */
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

    private static void add(StringBuilder conditions, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            values.add(value);
            conditions.append(" AND ").append(condition.replace("?", "$" + values.size()));
        }
    }

    /** The lowest UUIDv7 of that millisecond; there are none before 1970. */
    private static @Nullable UUID first(@Nullable Instant at) {
        return at == null ? null : new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
    }

    private static List<Found> found(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(Found::from).toList();
    }
}
