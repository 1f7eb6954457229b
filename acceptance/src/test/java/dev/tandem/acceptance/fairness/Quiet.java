package dev.tandem.acceptance.fairness;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A workspace with few requests: creates projects at fixed times, and polls for each where its users would see it. The pause
 * between two polls is a tenth of the time that has passed, so that polling is no flood of its own; a measured time is too
 * long by a tenth at most.
 */
final class Quiet {

    final Latencies accept = new Latencies();
    final Latencies operation = new Latencies();
    final Latencies feed = new Latencies();
    final Latencies inbox = new Latencies();
    final Latencies all = new Latencies();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong underWay = new AtomicLong();
    private final Vertx vertx;
    private final Api api;
    private final Inbox entries;
    private final Buffer project;

    Quiet(Vertx vertx, Party party) {
        this.vertx = vertx;
        this.api = party.api();
        this.entries = party.inbox();
        this.project = Buffer.buffer("{\"workspaceId\":\"" + party.workspace() + "\",\"name\":\"Brook\"}");
    }

    /** Asks for one, and follows it until it is seen everywhere. */
    void ask() {
        long asked = System.nanoTime();
        underWay.incrementAndGet();
        api.send(HttpMethod.POST, "/v1/projects", project)
                .compose(answer -> {
                    if (answer.status() != 202) {
                        refused.incrementAndGet();
                        return Future.succeededFuture();
                    }
                    accept.since(asked);
                    return follow(new JsonObject(answer.body()));
                })
                .onComplete(done -> underWay.decrementAndGet());
    }

    private Future<Void> follow(JsonObject accepted) {
        long begun = System.nanoTime();
        String id = accepted.getJsonObject("target").getString("id");
        return Future.all(
                        seen("/v1/operations/" + accepted.getString("id"), Quiet::done, begun, operation),
                        seen("/v1/projects/" + id + "/activity?limit=1", Quiet::some, begun, feed),
                        entries.about(id).onSuccess(there -> inbox.since(begun)))
                .<Void>mapEmpty()
                .onSuccess(everywhere -> all.since(begun));
    }

    private Future<Void> seen(String path, Predicate<JsonObject> there, long begun, Latencies latencies) {
        return api.get(path).transform(looked -> {
            if (looked.succeeded()
                    && looked.result().status() == 200
                    && there.test(new JsonObject(looked.result().body()))) {
                latencies.since(begun);
                return Future.succeededFuture();
            }
            long passed = (System.nanoTime() - begun) / 1_000_000;
            return pause(Math.max(1, passed / 10)).compose(v -> seen(path, there, begun, latencies));
        });
    }

    private Future<Void> pause(long millis) {
        Promise<Void> over = Promise.promise();
        vertx.setTimer(millis, timer -> over.complete());
        return over.future();
    }

    private static boolean done(JsonObject operation) {
        return operation.getBoolean("done");
    }

    private static boolean some(JsonObject page) {
        return !page.getJsonArray("items").isEmpty();
    }
}
