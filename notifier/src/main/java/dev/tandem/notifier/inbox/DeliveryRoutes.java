package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.delivery.Fate;
import dev.tandem.notifier.delivery.Outside;
import dev.tandem.notifier.delivery.Outside.Entered;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code GET /v1/notifications/{id}/deliveries} to the owner of a notification: which channels delivered it, and why
 * others did not. Everybody else, and an owner who has left the workspace, gets 404.
 */
final class DeliveryRoutes {

    private static final String FIND = """
            SELECT id, user_id, workspace_id, event_id, created_at, read_at FROM notification WHERE id = $1 AND user_id = $2
            """;

    private final Pool pool;
    private final CurrentMemberships memberships;
    private final List<Outside> outside;

    DeliveryRoutes(Pool pool, CurrentMemberships memberships, List<Outside> outside) {
        this.pool = pool;
        this.memberships = memberships;
        this.outside = outside;
    }

    void mount(Router router) {
        router.get("/v1/notifications/:notification/deliveries").handler(this::of);
    }

    private static Entered entered(Row row) {
        return new Entered(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getUUID("workspace_id"),
                row.getUUID("event_id"),
                Times.in(row, "created_at"),
                Times.optionalIn(row, "read_at"));
    }

    private void of(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "notification");
        Caller caller = Caller.of(ctx);
        pool.preparedQuery(FIND)
                .execute(Tuple.of(id, caller.userId()))
                .map(rows -> Found.first(rows, DeliveryRoutes::entered).orElseThrow(DeliveryRoutes::unknown))
                .compose(entered -> readable(caller, entered))
                .compose(this::toJson)
                .onComplete(Answers.json(ctx));
    }

    private Future<Entered> readable(Caller caller, Entered entered) {
        return memberships.among(caller, Set.of(entered.workspaceId())).map(readable -> {
            if (readable.isEmpty()) {
                throw unknown();
            }
            return entered;
        });
    }

    private Future<JsonObject> toJson(Entered entered) {
        JsonObject json = new JsonObject()
                .put(
                        "inApp",
                        new JsonObject()
                                .put("enteredAt", entered.createdAt().toString())
                                .put("readAt", text(entered.readAt())));
        return Future.all(outside.stream()
                        .map(channel ->
                                channel.of(entered).onSuccess(fate -> json.put(channel.channel(), toJson(fate))))
                        .toList())
                .map(json);
    }

    private static JsonObject toJson(Fate fate) {
        return new JsonObject()
                .put("state", fate.state())
                .put("reason", fate.reason())
                .put("attempts", fate.attempts())
                .put("nextAttemptAt", text(fate.nextAttemptAt()))
                .put("answer", fate.answer())
                .put("updatedAt", text(fate.updatedAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static ProblemException unknown() {
        return Problems.notFound("There is no such notification.").asException();
    }
}
