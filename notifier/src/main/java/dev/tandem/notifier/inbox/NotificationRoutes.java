package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.OpsOnly;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code GET /v1/admin/notifications/{id}} to operators: the owner of the inbox and the event that caused the
 * notification, but not its text.
 */
final class NotificationRoutes {

    private static final String FIND = """
            SELECT id, user_id, workspace_id, project_id, task_id, kind, created_at, read_at, event_id FROM notification WHERE id = $1
            """;

    private final Pool pool;

    NotificationRoutes(Pool pool) {
        this.pool = pool;
    }

    void mount(Router router) {
        router.get("/v1/admin/notifications/:notification")
                .handler(new OpsOnly())
                .handler(this::one);
    }

    private void one(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "notification");
        pool.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> Found.first(rows, NotificationRoutes::toJson)
                        .orElseThrow(() -> Problems.notFound("There is no such notification.")
                                .asException()))
                .onComplete(Answers.json(ctx));
    }

    private static JsonObject toJson(Row row) {
        return new JsonObject()
                .put("id", text(row.getUUID("id")))
                .put("userId", row.getString("user_id"))
                .put("workspaceId", text(row.getUUID("workspace_id")))
                .put("projectId", text(row.getUUID("project_id")))
                .put("taskId", text(row.getUUID("task_id")))
                .put("kind", row.getString("kind"))
                .put("createdAt", text(Times.in(row, "created_at")))
                .put("read", row.getOffsetDateTime("read_at") != null)
                .put("eventId", text(row.getUUID("event_id")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
