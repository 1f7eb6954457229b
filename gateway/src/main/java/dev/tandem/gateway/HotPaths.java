package dev.tandem.gateway;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.Payload;
import dev.tandem.gateway.operation.OperationProjection;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.warmup.HotPath;
import dev.tandem.kit.warmup.Stage;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rehearsal.Echo;
import dev.tandem.messaging.rehearsal.Rehearsal;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Warms up what the creation of a project needs from the gateway: accepting the request, polling the operation, recording
 * the operation's end, and a round trip through the broker.
 */
final class HotPaths {

    private final Stage stage;
    private final HttpClient client;
    private final int port;

    private HotPaths(Stage stage, int port) {
        this.stage = stage;
        this.client = stage.platform().vertx().createHttpClient(new HttpClientOptions().setKeepAlive(true));
        this.port = port;
    }

    /** All of it runs on the stage, except for probes, which go through the broker to the service's own consumer. */
    static Future<List<HotPath>> on(Stage stage, GatewayConfig config, Messaging messaging) {
        GatewayConfig here = config.among(stage.auth(), stage.uri());
        Pool pool = stage.pool(here.settings().database());
        Echo echo = messaging.echo(OperationProjection.QUEUE);
        Hints hints = new Hints(stage.pool(here.settings().database()));
        Live live = Live.on(stage.platform(), here, hints, pool, stage.shutdown());
        return deploy(stage, hints).compose(hearing -> {
            Future<HotPaths> served = PublicApi.router(
                            stage.platform(),
                            here,
                            TokenVerifier.create(
                                    stage.platform().vertx(), here.settings().auth()),
                            pool,
                            messaging.rehearsed(pool),
                            messaging.tombstones(),
                            messaging.clock(),
                            live)
                    .compose(router ->
                            HttpServing.start(stage.platform(), here.settings().http(), router))
                    .onSuccess(serving -> serving.endIn(stage.shutdown()))
                    .map(serving -> new HotPaths(stage, serving.port()));
            Future<Rehearsal> ends = messaging.rehearse(
                    stage.platform().vertx(),
                    pool,
                    OperationProjection.QUEUE,
                    Contracts::read,
                    new OperationProjection(live.hints(), live.outstanding()::settled));
            return Future.all(served, ends)
                    .map(set -> List.of(
                            served.result()::create,
                            served.result()::ask,
                            () -> deliver(ends.result(), ended()),
                            echo::probe));
        });
    }

    private static Future<?> deploy(Stage stage, Hints hints) {
        Vertx vertx = stage.platform().vertx();
        return vertx.deployVerticle(hints)
                .onSuccess(id -> stage.shutdown().step("hints", Duration.ofSeconds(2), () -> vertx.undeploy(id)));
    }

    private Future<?> create() {
        JsonObject body = new JsonObject()
                .put("workspaceId", UuidCreator.getTimeOrderedEpoch().toString())
                .put("name", "Warm-up")
                .put("description", "Nobody will see it.");
        return send(HttpMethod.POST, "/v1/projects", body, 202);
    }

    /** Polls an operation that does not exist. */
    private Future<?> ask() {
        return send(HttpMethod.GET, "/v1/operations/" + UuidCreator.getTimeOrderedEpoch(), null, 404);
    }

    private Future<?> send(HttpMethod method, String path, @Nullable JsonObject body, int expected) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(URI.create("http://127.0.0.1:" + port + path).toString())
                .putHeader("Authorization", "Bearer " + stage.token());
        if (body != null) {
            options.putHeader("Content-Type", "application/json");
        }
        return client.request(options)
                .compose(request -> (body == null ? request.send() : request.send(body.toBuffer()))
                        .compose(answer -> answer.body().map(read -> answer.statusCode())))
                .compose(status -> status == expected
                        ? Future.succeededFuture()
                        : Future.failedFuture(method + " " + path + " was answered " + status));
    }

    private static OperationSucceeded ended() {
        return new OperationSucceeded(
                UuidCreator.getTimeOrderedEpoch(),
                "project",
                UuidCreator.getTimeOrderedEpoch().toString(),
                List.of(UuidCreator.getTimeOrderedEpoch()));
    }

    private static Future<?> deliver(Rehearsal rehearsal, Payload payload) {
        return rehearsal.deliver(List.of(
                Rehearsal.message(Contracts.of(payload).type(), UuidCreator.getTimeOrderedEpoch(), 1, payload)));
    }
}
