package dev.tandem.notifier.mail;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.request.UserIds;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/**
 * Serves {@code /v1/workspaces/{id}/suppressed-addresses} to those who manage the members of a workspace: which members get
 * no mail because their address is suppressed, and why. A suppression is lifted by user id, so that no address stands in a
 * path. Idempotent.
 */
final class SuppressionRoutes {

    private static final String ALL = "/v1/workspaces/:workspace/suppressed-addresses";

    private final SuppressionStore store;
    private final Permissions permissions;

    /** @param permissions checks permissions at project-service */
    SuppressionRoutes(Pool pool, Permissions permissions) {
        this.store = new SuppressionStore(pool);
        this.permissions = permissions;
    }

    void mount(Router router) {
        router.get(ALL).handler(this::list);
        router.delete(ALL + "/:user").handler(this::lift);
    }

    private void list(RoutingContext ctx) {
        UUID workspace = Ids.inPath(ctx, "workspace");
        Page<String> page = Page.of(Query.of(ctx, "cursor", "limit"), UserIds.CURSORS);
        permissions
                .check(Caller.of(ctx), Action.MEMBERS_MANAGE, workspace)
                .compose(permit -> store.page(workspace, page.after(), page.rows()))
                .map(found -> page.toJson(found, Suppression::userId, Suppression::toJson))
                .onComplete(Answers.json(ctx));
    }

    private void lift(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID workspace = Ids.inPath(ctx, "workspace");
        String user = UserIds.inPath(ctx, "user");
        permissions
                .check(Caller.of(ctx), Action.MEMBERS_MANAGE, workspace)
                .compose(permit -> store.lift(workspace, user))
                .onComplete(Answers.to(
                        ctx, lifted -> ctx.response().setStatusCode(204).end()));
    }
}
