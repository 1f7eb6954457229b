package dev.tandem.gateway.operation;

import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the table {@code operation}. */
public record OperationStore(SqlClient sql) {

    /** Deletes by the time in the ids, so that an id alone shows if its operation is still kept. */
    public static final Rule RETENTION = Rule.byId("operations", Operation.KEPT, "operation", "id");

    private static final Columns<Operation> ACCEPTED = Columns.<Operation>none()
            .id("id", Operation::id)
            .text("user_id", Operation::userId)
            .id("workspace_id", Operation::workspaceId)
            .text("kind", Operation::kind)
            .text("target_type", each -> each.target().type())
            .text("target_id", each -> each.target().id())
            .text("target_parent", each -> each.target().parent())
            .text("correlation_id", Operation::correlationId)
            .time("created_at", Operation::createdAt);

    private static final String INSERT = """
            INSERT INTO operation (%1$s, updated_at, status)
            SELECT %1$s, created_at, 'accepted' FROM %2$s AS accepted (%1$s), public.knows_erasures(%3$s)
            """.formatted(ACCEPTED.names(), ACCEPTED.unnest(), ACCEPTED.next());

    private static final String END = """
            UPDATE operation o
            SET status = ended.status, error = NULLIF(ended.error, 'null'), updated_at = GREATEST(o.updated_at, ended.at),
                changed_at = clock_timestamp(), events = string_to_array(ended.events, ',')::uuid[]
            FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[], $5::text[])
                AS ended(id, status, error, at, events)
            WHERE o.id = ended.id AND o.status NOT IN ('succeeded', 'failed')
            """;

    private static final Columns<Progress> PROGRESSED = Columns.<Progress>none()
            .id("id", Progress::operationId)
            .text("status", each -> each.status().wireName())
            .integer(
                    "attempt",
                    each -> each.retry() == null ? null : each.retry().attempt())
            .time(
                    "next_attempt_at",
                    each -> each.retry() == null ? null : each.retry().at())
            .id("dead_letter_id", Progress::deadLetterId)
            .text("reason", Progress::reason)
            .time("at", Progress::at);

    private static final String PROGRESS = """
            UPDATE operation o
            SET status = progress.status, attempt = progress.attempt, next_attempt_at = progress.next_attempt_at,
                dead_letter_id = progress.dead_letter_id, reason = progress.reason, progressed_at = progress.at,
                updated_at = GREATEST(o.updated_at, progress.at), changed_at = clock_timestamp()
            FROM %s AS progress(%s)
            WHERE o.id = progress.id AND o.status NOT IN ('succeeded', 'failed')
              AND (o.progressed_at IS NULL OR o.progressed_at <= progress.at)
            """.formatted(PROGRESSED.unnest(), PROGRESSED.names());

    /**
     * Returns at least one row per question, because each answer needs the time of reading. The first of the two
     * conditions only makes the index usable.
     */
    static final String CHANGED = """
            SELECT asked.place, now() AS read_at, o.*
            FROM unnest($1::text[], $2::timestamptz[], $3::uuid[]) WITH ORDINALITY AS asked(user_id, after, after_id, place)
            LEFT JOIN LATERAL (
                SELECT * FROM operation
                WHERE user_id = asked.user_id AND changed_at >= asked.after
                  AND (changed_at, id) > (asked.after, asked.after_id)
                ORDER BY changed_at, id LIMIT $4
            ) o ON true
            ORDER BY asked.place, o.changed_at, o.id
            """;

    private static final String SETTLED = """
            SELECT id FROM operation WHERE id = ANY ($1::uuid[]) AND status IN ('succeeded', 'failed', 'stalled')
            """;

    /**
     * Inserts accepted operations, in one statement.
     *
     * @param erasures the version of the known erasures; if it is outdated, the statement and with it the transaction fails
     */
    public Future<Void> insert(List<Operation> operations, long erasures) {
        return sql.preparedQuery(INSERT)
                .execute(ACCEPTED.arrays(operations).addValue(erasures))
                .mapEmpty();
    }

    /** Ends operations; one that has ended stays as it is. */
    Future<Void> end(List<Ending> endings) {
        return sql.preparedQuery(END)
                .execute(Tuple.of(
                        endings.stream().map(Ending::id).toArray(UUID[]::new),
                        endings.stream().map(each -> each.status().wireName()).toArray(String[]::new),
                        endings.stream().map(Ending::error).toArray(Object[]::new),
                        endings.stream().map(each -> Times.utc(each.at())).toArray(OffsetDateTime[]::new),
                        endings.stream().map(Ending::writtenEvents).toArray(String[]::new)))
                .mapEmpty();
    }

    /**
     * Stores what delays operations. Leaves an operation as it is if it has ended, or if something newer is known about
     * it.
     *
     * @param progress at most one per operation
     */
    Future<Void> progress(Collection<Progress> progress) {
        return sql.preparedQuery(PROGRESS).execute(PROGRESSED.arrays(progress)).mapEmpty();
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

    /** The changed operations after the position of each question, in the order of the questions, then of the changes. */
    Future<List<Changes>> changed(List<Asked> asked, int limit) {
        return sql.preparedQuery(CHANGED)
                .execute(Tuple.of(
                        asked.stream().map(Asked::userId).toArray(String[]::new),
                        asked.stream().map(each -> Times.utc(each.after())).toArray(OffsetDateTime[]::new),
                        asked.stream().map(Asked::afterId).toArray(UUID[]::new),
                        limit))
                .map(rows -> {
                    List<Changes> changes = new ArrayList<>();
                    for (Row row : rows) {
                        if (row.getLong("place") > changes.size()) {
                            changes.add(new Changes(Times.in(row, "read_at"), new ArrayList<>()));
                        }
                        Instant changedAt = Times.optionalIn(row, "changed_at");
                        if (changedAt != null) {
                            changes.get(changes.size() - 1)
                                    .operations()
                                    .add(new Changed(Operation.from(row), changedAt));
                        }
                    }
                    return changes;
                });
    }

    /** The ids of those operations that have ended or wait for an operator. */
    public Future<Set<UUID>> settled(Collection<UUID> ids) {
        return sql.preparedQuery(SETTLED)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> settled = new HashSet<>();
                    rows.forEach(row -> settled.add(row.getUUID(0)));
                    return settled;
                });
    }

    /** Asks for the changes of a user's operations after that time, or at that time with a higher id. */
    record Asked(String userId, Instant after, UUID afterId) {}

    /** An operation in its current state, with the time of its last change by the database's clock. */
    public record Changed(Operation operation, Instant at) {}

    /** @param readAt by the database's clock. A change that commits later may have an earlier time */
    public record Changes(Instant readAt, List<Changed> operations) {}

    /**
     * @param error a problem if the status is failed
     * @param events the events of the success, if known
     */
    record Ending(UUID id, Status status, @Nullable JsonObject error, List<UUID> events, Instant at) {
        static Ending succeeded(UUID id, List<UUID> events, Instant at) {
            return new Ending(id, Status.SUCCEEDED, null, events, at);
        }

        static Ending failed(UUID id, JsonObject problem, Instant at) {
            return new Ending(id, Status.FAILED, problem, List.of(), at);
        }

        /** PostgreSQL has no arrays of arrays of different lengths. */
        private @Nullable String writtenEvents() {
            return events.isEmpty() ? null : events.stream().map(UUID::toString).collect(Collectors.joining(","));
        }
    }
}
