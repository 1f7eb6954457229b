package dev.tandem.analytics.audit;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Deadline;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.permission.Permit;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Position;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the audit trail of a workspace to its owners and admins: as a list, as an export, and the check of its chain. Every query is
 * limited to the workspace of the permit, whatever ids the client sends.
 */
public final class AuditRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRoutes.class);
    private static final String PATH = "/v1/workspaces/:workspaceId/audit";

    private final Permissions permissions;
    private final AuditStore store;
    private final ChainCheck check;

    public AuditRoutes(Permissions permissions, Pool pool) {
        this.permissions = permissions;
        this.store = new AuditStore(pool);
        this.check = new ChainCheck(pool);
    }

    public void mount(Router router) {
        router.get(PATH).handler(this::list);
        router.get(PATH + "/export").handler(this::export);
        router.get(PATH + "/chain").handler(this::chain);
    }

    private void list(RoutingContext ctx) {
        Query query = Query.of(ctx, AuditFilter.parametersAnd("cursor", "limit"));
        AuditFilter filter = AuditFilter.of(query);
        Page<Position> page = Page.of(query, Position.CURSORS);
        permit(ctx)
                .compose(permit -> store.newestFirst(permit.workspaceId(), filter, page.after(), page.rows()))
                .map(found ->
                        page.toJson(found, entry -> new Position(entry.at(), entry.eventId()), AuditEntry::toJson))
                .onComplete(Answers.json(ctx));
    }

    private void export(RoutingContext ctx) {
        Query query = Query.of(ctx, AuditFilter.parametersAnd("format"));
        AuditFilter filter = AuditFilter.of(query);
        List<String> formats =
                Stream.of(ExportFormat.values()).map(ExportFormat::name).toList();
        ExportFormat format = ExportFormat.valueOf(query.word("format", formats).orElse(ExportFormat.jsonl.name()));
        permit(ctx).onComplete(Answers.to(ctx, permit -> {
            Deadline.lift(ctx);
            new AuditExport(store, permit.workspaceId(), filter, format)
                    .to(ctx.response())
                    .onFailure(e -> {
                        if (!ctx.response().closed()) {
                            LOG.warn("An export of workspace {} was cut off: {}", permit.workspaceId(), e.getMessage());
                        }
                        ctx.request().connection().close();
                    });
        }));
    }

    private void chain(RoutingContext ctx) {
        long after = Query.of(ctx, "after").number("after", 0, Long.MAX_VALUE, 0);
        permit(ctx).compose(permit -> check.after(permit.workspaceId(), after)).onComplete(Answers.json(ctx));
    }

    private Future<Permit> permit(RoutingContext ctx) {
        return permissions.check(Caller.of(ctx), Action.AUDIT_READ, Ids.inPath(ctx, "workspaceId"));
    }
}
