package dev.tandem.kit.http;

import dev.tandem.kit.Platform;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * {@code /health/live} and {@code /health/ready}, answered before any router is asked, so that no handler, deadline or
 * authentication of a service stands between a load balancer and the answer. Anybody may ask, and so nothing is told but the
 * answer itself; what stands behind it is told by {@code management}.
 */
final class Probes implements Handler<HttpServerRequest> {

    private final Platform platform;
    private final Handler<HttpServerRequest> service;

    Probes(Platform platform, Handler<HttpServerRequest> service) {
        this.platform = platform;
        this.service = service;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerRequest asked = HeadRequest.orElse(TracedRequest.of(request));
        if (asked.method() != HttpMethod.GET) {
            service.handle(asked);
            return;
        }
        switch (request.path() == null ? "" : request.path()) {
            case "/health/live" -> answer(request.routed("/health/live"), true);
            case "/health/ready" -> ready(request.routed("/health/ready"));
            default -> service.handle(asked);
        }
    }

    private void ready(HttpServerRequest request) {
        platform.health().ready().onSuccess(report -> answer(request, report.ready()));
    }

    private static void answer(HttpServerRequest request, boolean up) {
        request.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject().put("status", up ? "up" : "down").toBuffer());
    }
}
