package dev.tandem.analytics.audit;

import dev.tandem.analytics.archive.HistoryRetention;
import dev.tandem.analytics.audit.HistoryLimits.Limit;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.UUID;

/**
 * Serves how long a workspace keeps its history. Whoever reads the audit trail may see it, owners may shorten it. A shorter time is
 * applied only after {@link HistoryRetention#GRACE}, so that a mistake can be taken back.
 */
public final class RetentionRoutes {

    private static final String PATH = "/v1/workspaces/:workspaceId/audit/retention";

    /** So that no owner can hide what they have just done. */
    private static final int SHORTEST_DAYS = 30;

    private final Permissions permissions;
    private final HistoryLimits limits;
    private final int longestDays;

    /** @param kept how long the installation keeps facts, and thereby the longest time */
    public RetentionRoutes(Permissions permissions, Pool pool, Duration kept) {
        this.permissions = permissions;
        this.limits = new HistoryLimits(pool);
        this.longestDays = Math.toIntExact(kept.toDays());
    }

    public void mount(Router router) {
        router.get(PATH).handler(this::show);
        router.put(PATH).handler(this::set);
    }

    private void show(RoutingContext ctx) {
        Query.refuseAny(ctx);
        permissions
                .check(Caller.of(ctx), Action.AUDIT_READ, workspace(ctx))
                .compose(permit -> shown(permit.workspaceId()))
                .onComplete(Answers.json(ctx));
    }

    private void set(RoutingContext ctx) {
        Query.refuseAny(ctx);
        int days = Fields.read(JsonBody.of(ctx), this::read);
        Caller caller = Caller.of(ctx);
        permissions
                .check(caller, Action.AUDIT_LIMIT, workspace(ctx))
                .compose(permit -> (days == longestDays
                                ? limits.lift(permit.workspaceId())
                                : limits.set(permit.workspaceId(), days, caller.userId()))
                        .compose(set -> shown(permit.workspaceId())))
                .onComplete(Answers.json(ctx));
    }

    private int read(Fields fields) {
        int shortest = Math.min(SHORTEST_DAYS, longestDays);
        if (!fields.has("days")) {
            fields.refuse("days", "is missing");
        }
        return fields.integer("days", shortest, longestDays, longestDays);
    }

    private Future<JsonObject> shown(UUID workspaceId) {
        return limits.of(workspaceId)
                .map(found -> found.filter(limit -> limit.days() < longestDays)
                        .map(this::limited)
                        .orElseGet(() -> days(longestDays)));
    }

    private JsonObject limited(Limit limit) {
        return days(limit.days())
                .put("setBy", limit.setBy())
                .put("setAt", limit.setAt().toString())
                .put("appliesFrom", limit.setAt().plus(HistoryRetention.GRACE).toString());
    }

    private JsonObject days(int days) {
        return new JsonObject().put("days", days).put("longestDays", longestDays);
    }

    private static UUID workspace(RoutingContext ctx) {
        return Ids.inPath(ctx, "workspaceId");
    }
}
