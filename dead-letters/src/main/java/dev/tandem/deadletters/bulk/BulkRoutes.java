package dev.tandem.deadletters.bulk;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.deadletters.audit.AuditStore;
import dev.tandem.deadletters.replay.ClaimStore;
import dev.tandem.deadletters.request.IdAndAction;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Serves {@code /v1/admin/dead-letter-replays}: operators request, view, pause, resume and cancel bulk replays. */
public record BulkRoutes(Pool pool, Clock clock) {

    public void mount(Router router) {
        router.post("/v1/admin/dead-letter-replays").handler(this::create);
        router.get("/v1/admin/dead-letter-replays").handler(this::list);
        router.get("/v1/admin/dead-letter-replays/:replay").handler(this::one);
        router.post("/v1/admin/dead-letter-replays/:replay").handler(this::act);
    }

    private void create(RoutingContext ctx) {
        Query.refuseAny(ctx);
        BulkRequest request = Fields.read(JsonBody.of(ctx), BulkRequest::read);
        if (request.dryRun()) {
            new SelectedLetters(pool)
                    .preview(request.selector(), clock.instant())
                    .map(preview -> new JsonObject()
                            .put("dryRun", true)
                            .put("selector", request.selector().toJson())
                            .put("settings", request.settings().toJson())
                            .mergeIn(preview))
                    .onComplete(Answers.json(ctx));
            return;
        }
        String by = Caller.of(ctx).userId();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        pool.withTransaction(tx -> new BulkStore(tx)
                        .create(id, request, by)
                        .compose(bulk -> new AuditStore(tx)
                                .bulk(id, by, "replay-many", null, bulk.status(), request.reason())
                                .map(bulk)))
                .onComplete(Answers.to(ctx, bulk -> {
                    ctx.response()
                            .setStatusCode(202)
                            .putHeader("Location", bulk.href())
                            .putHeader("Retry-After", "1");
                    Answers.json(ctx, bulk.toJson(BulkReplay.Counts.NONE));
                }));
    }

    private void list(RoutingContext ctx) {
        Page<UUID> page = Page.of(Query.of(ctx, "cursor", "limit"), Cursors.NEWEST_FIRST);
        new BulkStore(pool)
                .page(page.after(), page.rows())
                .compose(bulks -> counted(bulks)
                        .map(counts -> page.toJson(bulks, BulkReplay::id, bulk -> bulk.toJson(of(counts, bulk)))))
                .onComplete(Answers.json(ctx));
    }

    private void one(RoutingContext ctx) {
        Query.refuseAny(ctx);
        UUID id = Ids.inPath(ctx, "replay");
        new BulkStore(pool)
                .find(id)
                .map(Problems.orElse(none()))
                .compose(this::toJson)
                .onComplete(Answers.json(ctx));
    }

    private void act(RoutingContext ctx) {
        Query.refuseAny(ctx);
        IdAndAction asked = IdAndAction.inPath(ctx, "replay");
        Future<BulkReplay> moved =
                switch (asked.action()) {
                    case "pause" -> move(ctx, asked, "paused", List.of("running"));
                    case "resume" -> move(ctx, asked, "running", List.of("paused"));
                    case "cancel" -> move(ctx, asked, "cancelled", List.of("running", "paused"));
                    default -> throw IdAndAction.unknown();
                };
        moved.compose(this::toJson).onComplete(Answers.json(ctx));
    }

    private Future<BulkReplay> move(RoutingContext ctx, IdAndAction asked, String to, List<String> from) {
        Fields.read(Fields.optionalBody(ctx), body -> asked);
        String by = Caller.of(ctx).userId();
        return pool.withTransaction(tx -> new BulkStore(tx)
                .move(asked.id(), to, from)
                .compose(moved -> moved.isPresent()
                        ? new AuditStore(tx)
                                .bulk(asked.id(), by, asked.action() + "-replays", null, to, null)
                                .compose(noted -> moved.get().done()
                                        ? new ClaimStore(tx).abandonUnsent(asked.id(), by, null)
                                        : Future.succeededFuture())
                                .map(moved.get())
                        : new BulkStore(tx)
                                .find(asked.id())
                                .compose(found -> Future.failedFuture(found.map(bulk ->
                                                Problems.conflict("The replay is " + bulk.status() + whatNow(bulk)))
                                        .orElseGet(BulkRoutes::none)
                                        .asException()))));
    }

    private Future<JsonObject> toJson(BulkReplay bulk) {
        return counted(List.of(bulk)).map(counts -> bulk.toJson(of(counts, bulk)));
    }

    private Future<Map<UUID, BulkReplay.Counts>> counted(List<BulkReplay> bulks) {
        return new BulkStore(pool).counts(bulks.stream().map(BulkReplay::id).toList());
    }

    private static BulkReplay.Counts of(Map<UUID, BulkReplay.Counts> counts, BulkReplay bulk) {
        return counts.getOrDefault(bulk.id(), BulkReplay.Counts.NONE);
    }

    private static String whatNow(BulkReplay bulk) {
        return switch (bulk.status()) {
            case "running" -> "; it can be paused or cancelled.";
            case "paused" -> "; it can be resumed or cancelled.";
            default -> " and over; what still waits takes another one.";
        };
    }

    private static Problem none() {
        return Problems.notFound("There is no such replay.");
    }
}
