package dev.tandem.analytics.report;

import static dev.tandem.kit.http.JsonMembers.putPresent;

import dev.tandem.kit.request.Position;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the facts behind a number of a report, newest first. */
record EventStore(SqlClient sql) {

    private static final String BEHIND = """
            SELECT event_id, at, type, project_id, task_id, actor_id FROM fact
            WHERE %s = $1 AND at >= $2 AND at < $3 AND (at, event_id) < ($4, $5)
              AND (type = ANY ($6::text[]) OR cardinality($6::text[]) = 0 AND actor_id IS NOT NULL)
            ORDER BY at DESC, event_id DESC LIMIT $7
            """;

    record CountedEvent(
            UUID eventId,
            Instant at,
            String type,
            @Nullable UUID projectId,
            @Nullable UUID taskId,
            @Nullable String actorId) {

        static CountedEvent from(Row row) {
            return new CountedEvent(
                    row.getUUID("event_id"),
                    Times.in(row, "at"),
                    row.getString("type"),
                    row.getUUID("project_id"),
                    row.getUUID("task_id"),
                    row.getString("actor_id"));
        }

        Position position() {
            return new Position(at, eventId);
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject()
                    .put("eventId", eventId.toString())
                    .put("at", at.toString())
                    .put("type", type);
            putPresent(json, "projectId", projectId);
            putPresent(json, "taskId", taskId);
            putPresent(json, "actorId", actorId);
            return json;
        }
    }

    Future<List<CountedEvent>> behind(Measure measure, Question question, Position before, int most) {
        return sql.preparedQuery(BEHIND.formatted(question.scope().column()))
                .execute(Tuple.of(
                        question.scope().id(),
                        Times.utc(question.period().begin()),
                        Times.utc(question.period().end()),
                        Times.utc(before.at()),
                        before.id(),
                        measure.types(),
                        most))
                .map(rows -> Found.all(rows, CountedEvent::from));
    }
}
