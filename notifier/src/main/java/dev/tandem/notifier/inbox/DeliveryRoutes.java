package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import dev.tandem.notifier.delivery.DeliveryStore;
import dev.tandem.notifier.delivery.Fate;
import dev.tandem.notifier.delivery.Outside;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code GET /v1/notifications/{id}/deliveries} to the owner of a notification: by which channels they were told, and why
 * not by the others. For everybody else, and for somebody who left the workspace, there is no such notification.
 */
final class DeliveryRoutes {

    private static final String FIND = """
            SELECT workspace_id, event_id, created_at, read_at FROM notification WHERE id = $1 AND user_id = $2
            """;

    private final Pool pool;
    private final CurrentMemberships memberships;
    private final List<Outside> outside;
    private final Clock clock;

    DeliveryRoutes(Pool pool, CurrentMemberships memberships, List<Outside> outside, Clock clock) {
        this.pool = pool;
        this.memberships = memberships;
        this.outside = outside;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get("/v1/notifications/:notification/deliveries").handler(this::of);
    }

    /** A notification as far as its deliveries depend on it. */
    private record Entered(
            UUID workspaceId,
            UUID eventId,
            Instant createdAt,
            @Nullable Instant readAt) {

        static Entered from(Row row) {
            return new Entered(
                    row.getUUID("workspace_id"),
                    row.getUUID("event_id"),
                    Times.in(row, "created_at"),
                    Times.optionalIn(row, "read_at"));
        }

        JsonObject toJson() {
            return new JsonObject().put("enteredAt", createdAt.toString()).put("readAt", text(readAt));
        }
    }

    private void of(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "notification");
        Caller caller = Caller.of(ctx);
        pool.preparedQuery(FIND)
                .execute(Tuple.of(id, caller.userId()))
                .map(rows -> Found.first(rows, Entered::from).orElseThrow(DeliveryRoutes::unknown))
                .compose(entered -> readable(caller, entered))
                .compose(entered -> new DeliveryStore(pool)
                        .of(caller.userId(), entered.eventId())
                        .map(fates -> toJson(entered, fates)))
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

    private JsonObject toJson(Entered entered, List<Fate> fates) {
        JsonObject json = new JsonObject().put("inApp", entered.toJson());
        for (Outside channel : outside) {
            Optional<Fate> fate = fates.stream()
                    .filter(each -> each.channel().equals(channel.channel()))
                    .findFirst();
            json.put(
                    channel.channel(),
                    fate.map(DeliveryRoutes::toJson).orElseGet(() -> toJson("none", reason(channel, entered))));
        }
        return json;
    }

    /** Once deliveries of that time are deleted, nobody knows whether there was one. */
    private String reason(Outside channel, Entered entered) {
        return entered.createdAt().isBefore(clock.instant().minus(channel.kept())) ? "not-kept" : channel.reason();
    }

    private static JsonObject toJson(Fate fate) {
        return toJson(fate.state(), null)
                .put("attempts", fate.attempts())
                .put("nextAttemptAt", text(fate.nextAttemptAt()))
                .put("answer", fate.answer())
                .put("updatedAt", fate.updatedAt().toString());
    }

    private static JsonObject toJson(String state, @Nullable String reason) {
        return new JsonObject()
                .put("state", state)
                .put("reason", reason)
                .put("attempts", 0)
                .put("nextAttemptAt", null)
                .put("answer", null)
                .put("updatedAt", null);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static ProblemException unknown() {
        return Problems.notFound("There is no such notification.").asException();
    }
}
