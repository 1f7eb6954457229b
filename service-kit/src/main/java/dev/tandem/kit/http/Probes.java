package dev.tandem.kit.http;

import dev.tandem.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics}, answered before any router is asked, so that no
 * handler, deadline or authentication of a service stands between an operator and the answer.
 */
final class Operations implements Handler<HttpServerRequest> {

    private final Platform platform;
    private final Handler<HttpServerRequest> service;

    Operations(Platform platform, Handler<HttpServerRequest> service) {
        this.platform = platform;
        this.service = service;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            service.handle(TracedRequest.of(request));
            return;
        }
        switch (request.path() == null ? "" : request.path()) {
            case "/health/live" -> answer(request.routed("/health/live"), 200, new JsonObject().put("status", "up"));
            case "/health/ready" -> ready(request.routed("/health/ready"));
            case "/metrics" -> metrics(request.routed("/metrics"));
            default -> service.handle(TracedRequest.of(request));
        }
    }

    private void ready(HttpServerRequest request) {
        platform.health().ready().onSuccess(report -> answer(request, report.ready() ? 200 : 503, report.toJson()));
    }

    private void metrics(HttpServerRequest request) {
        Future<String> scrape = platform.vertx().executeBlocking(() -> platform.scrape(), false);
        scrape.onSuccess(text -> request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
