package dev.tandem.notifier.mail;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/**
 * Serves {@code /v1/workspaces/{id}/undelivered-mails} to those who manage the members of a workspace: which mails reached
 * nobody, and why. A POST to {@code …/{mail}/replays} sends one again; repeating it is safe.
 */
final class UndeliveredMailRoutes {

    private static final String ALL = "/v1/workspaces/:workspace/undelivered-mails";

    private final UndeliveredMailStore store;
    private final Permissions permissions;

    /** @param permissions checks permissions at project-service */
    UndeliveredMailRoutes(Pool pool, Permissions permissions) {
        this.store = new UndeliveredMailStore(pool);
        this.permissions = permissions;
    }

    void mount(Router router) {
        router.get(ALL).handler(this::list);
        router.post(ALL + "/:mail/replays").handler(this::sendAgain);
    }

    private void list(RoutingContext ctx) {
        UUID workspace = Ids.inPath(ctx, "workspace");
        Page<UUID> page = Page.of(Query.of(ctx, "cursor", "limit"), Cursors.NEWEST_FIRST);
        permissions
                .check(Caller.of(ctx), Action.MEMBERS_MANAGE, workspace)
                .compose(permit -> store.page(workspace, page.after(), page.rows()))
                .map(found -> page.toJson(found, UndeliveredMail::id, UndeliveredMail::toJson))
                .onComplete(Answers.json(ctx));
    }

    private void sendAgain(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID workspace = Ids.inPath(ctx, "workspace");
        UUID mail = Ids.inPath(ctx, "mail");
        permissions
                .check(Caller.of(ctx), Action.MEMBERS_MANAGE, workspace)
                .compose(permit -> store.sendAgain(workspace, mail))
                .map(found -> {
                    if (!found) {
                        throw Problems.notFound("There is no such mail.").asException();
                    }
                    return found;
                })
                .onComplete(Answers.to(
                        ctx, sent -> ctx.response().setStatusCode(204).end()));
    }
}
