package dev.tandem.gateway.forward;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceAddress;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.Deadline;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards requests whose answers may be of any length: passes the answer on as it comes, no faster than the client takes it, and keeps
 * none of it. If the service fails in the middle, the connection to the client is closed, so that the answer is recognisably
 * incomplete; if the client leaves, so is the one to the service. Each answer under way has a connection; further requests wait.
 */
public final class StreamedForwarding implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(StreamedForwarding.class);
    private static final int CONNECTIONS = 16;
    private static final int MOST_WAITING = 64;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int SILENT_AT_MOST_S = 60;
    private static final int MOST_OF_A_PROBLEM = 64 * 1024;

    private final HttpClient client;
    private final ServiceAddress service;

    public StreamedForwarding(Vertx vertx, URI service) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(SILENT_AT_MOST_S),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
        this.service = new ServiceAddress(service);
    }

    @Override
    public void handle(RoutingContext ctx) {
        String correlationId = CorrelationId.current();
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(service.host())
                        .setPort(service.port())
                        .setSsl(service.isEncrypted())
                        .setURI(address(ctx)))
                .compose(request -> {
                    request.putHeader(
                            "Authorization", "Bearer " + Caller.of(ctx).token());
                    if (correlationId != null) {
                        request.putHeader(CorrelationId.HEADER, correlationId);
                    }
                    return request.send();
                })
                .compose(answer -> passOn(ctx, answer))
                .onFailure(failure -> fail(ctx, failure));
    }

    /** Only ever an address of the service, whatever the client has written in the first line of its request. */
    private String address(RoutingContext ctx) {
        String query = ctx.request().query();
        return service.below(ctx.request().path() + (query == null ? "" : "?" + query));
    }

    private static Future<Void> passOn(RoutingContext ctx, HttpClientResponse answer) {
        if (answer.statusCode() != 200) {
            return refusal(answer);
        }
        if (ctx.response().headWritten() || ctx.response().closed()) {
            answer.request().reset();
            return Future.succeededFuture();
        }
        Deadline.lift(ctx);
        ctx.response().setChunked(true);
        for (String header : new String[] {"Content-Type", "Cache-Control"}) {
            String value = answer.getHeader(header);
            if (value != null) {
                ctx.response().putHeader(header, value);
            }
        }
        return answer.pipe()
                .endOnFailure(false)
                .to(ctx.response())
                .onFailure(e -> answer.request().reset());
    }

    private static Future<Void> refusal(HttpClientResponse answer) {
        if (answer.statusCode() >= 500) {
            answer.request().reset();
            return Future.failedFuture("it answered " + answer.statusCode());
        }
        return answer.body().compose(body -> {
            try {
                Problem problem = body.length() > MOST_OF_A_PROBLEM
                        ? Problems.standard(answer.statusCode())
                        : Problem.fromJson(new JsonObject(body), answer.statusCode());
                return Future.failedFuture(problem.asException());
            } catch (DecodeException noProblem) {
                return Future.failedFuture(
                        Problems.standard(answer.statusCode()).asException());
            }
        });
    }

    private static void fail(RoutingContext ctx, Throwable failure) {
        if (ctx.response().headWritten()) {
            if (!ctx.response().closed()) {
                LOG.warn("An answer was cut off: {}", failure.getMessage());
            }
            ctx.request().connection().close();
        } else if (!ctx.response().closed()) {
            ctx.fail(
                    failure instanceof ProblemException
                            ? failure
                            : new ProblemException(Problems.noAnswer(1), failure));
        }
    }
}
