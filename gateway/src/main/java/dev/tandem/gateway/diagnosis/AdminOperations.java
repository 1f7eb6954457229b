package dev.tandem.gateway.diagnosis;

import dev.tandem.gateway.operation.Effects;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationSearch;
import dev.tandem.gateway.operation.OperationSearch.Found;
import dev.tandem.gateway.operation.OperationSearch.Sought;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Serves operations of all users to operators. */
public record AdminOperations(Pool pool, Effects effects) {

    private static final int LONGEST = 255;

    /** {@code GET /v1/admin/operations}: a page of the operations that match the query, newest first. */
    public void list(RoutingContext ctx) {
        Query query = Query.of(ctx, "correlationId", "userId", "projectId", "taskId", "from", "to", "cursor", "limit");
        Sought sought = new Sought(
                query.text("correlationId", LONGEST).orElse(null),
                query.text("userId", LONGEST).orElse(null),
                resource(query),
                query.time("from").orElse(null),
                query.time("to").orElse(null));
        if (!sought.isNarrow()) {
            throw Problems.malformed("Name a correlationId, a userId, a projectId or a taskId.")
                    .asException();
        }
        Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
        new OperationSearch(pool)
                .page(sought, page.after(), page.rows())
                .map(found -> page.toJson(found, Found::id, SeenOperation::toJson))
                .onComplete(Answers.json(ctx));
    }

    /** {@code GET /v1/admin/operations/{operationId}}: one operation, with its effects. */
    public void one(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "operationId");
        Caller caller = Caller.of(ctx);
        new OperationSearch(pool)
                .byId(List.of(id))
                .compose(found -> found.isEmpty() ? none() : withEffects(caller, found.get(0)))
                .onComplete(Answers.json(ctx));
    }

    private Future<JsonObject> withEffects(Caller caller, Found found) {
        return effects.of(caller, found.operation())
                .map(known -> SeenOperation.toJson(found).put("effects", known));
    }

    private static Future<JsonObject> none() {
        return Future.failedFuture(
                Problems.notFound("There is no such operation; they are kept for " + Operation.KEPT.toDays() + " days.")
                        .asException());
    }

    private static @Nullable UUID resource(Query query) {
        UUID project = query.id("projectId").orElse(null);
        UUID task = query.id("taskId").orElse(null);
        if (project != null && task != null) {
            throw Problems.malformed("Name a projectId or a taskId, and not both.")
                    .asException();
        }
        return project == null ? task : project;
    }
}
