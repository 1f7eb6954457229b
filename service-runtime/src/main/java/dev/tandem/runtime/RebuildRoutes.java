package dev.tandem.runtime;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.OpsOnly;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.rebuild.Rebuild;
import dev.tandem.messaging.rebuild.Rebuilds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Serves requests to start, inspect and cancel a rebuild, to callers with the role {@code ops}; others get a 403. */
record RebuildRoutes(Rebuilds rebuilds) {

    private static final String PATH = "/v1/admin/rebuilds";
    private static final String CANCEL = ":cancel";

    /** @param router on which callers have already been authenticated */
    void mount(Router router) {
        router.route(PATH).handler(new OpsOnly());
        router.route(PATH + "/*").handler(new OpsOnly());
        router.post(PATH).handler(this::request);
        router.get(PATH).handler(this::list);
        router.get(PATH + "/:consumer/:id").handler(this::find);
        router.post(PATH + "/:consumer/:action").handler(this::act);
    }

    private void request(RoutingContext ctx) {
        Query.refuseAny(ctx);
        String consumer = consumerIn(JsonBody.of(ctx));
        rebuilds.request(consumer, Caller.of(ctx).userId())
                .map(Problems.orElse(Problems.conflict("A rebuild of " + consumer + " is running.")))
                .onComplete(Answers.to(ctx, rebuild -> {
                    ctx.response()
                            .setStatusCode(202)
                            .putHeader("Location", PATH + "/" + consumer + "/" + rebuild.id())
                            .putHeader("Retry-After", "1");
                    Answers.json(ctx, rebuild.toJson());
                }));
    }

    private String consumerIn(JsonObject body) {
        List<String> known = List.copyOf(new TreeSet<>(rebuilds.consumers()));
        return Fields.read(body, fields -> fields.word("consumer", known));
    }

    private void list(RoutingContext ctx) {
        Set<String> consumers =
                Query.of(ctx, "consumer").text("consumer").map(Set::of).orElseGet(rebuilds::consumers);
        if (!rebuilds.consumers().containsAll(consumers)) {
            throw unknown().asException();
        }
        rebuilds.list(consumers)
                .map(found -> found.stream().map(Rebuild::toJson).toList())
                .map(items -> new JsonObject().put("items", new JsonArray(items)))
                .onComplete(Answers.json(ctx));
    }

    private void find(RoutingContext ctx) {
        Query.refuseAny(ctx);
        rebuilds.find(consumerInPath(ctx), Ids.inPath(ctx, "id"))
                .map(Problems.orElse(none()))
                .map(Rebuild::toJson)
                .onComplete(Answers.json(ctx));
    }

    private void act(RoutingContext ctx) {
        Query.refuseAny(ctx);
        String consumer = consumerInPath(ctx);
        String action = ctx.pathParam("action");
        if (!action.endsWith(CANCEL)) {
            throw Problems.standard(404).asException();
        }
        UUID id = Ids.parse("id", action.substring(0, action.length() - CANCEL.length()));
        rebuilds.find(consumer, id)
                .map(Problems.orElse(none()))
                .compose(there -> rebuilds.cancel(consumer, id))
                .map(Problems.orElse(Problems.conflict("The rebuild is over.")))
                .map(Rebuild::toJson)
                .onComplete(Answers.json(ctx));
    }

    private String consumerInPath(RoutingContext ctx) {
        String consumer = ctx.pathParam("consumer");
        if (!rebuilds.consumers().contains(consumer)) {
            throw unknown().asException();
        }
        return consumer;
    }

    private static Problem none() {
        return Problems.notFound("There is no such rebuild.");
    }

    private static Problem unknown() {
        return Problems.notFound("There is no such consumer here.");
    }
}
