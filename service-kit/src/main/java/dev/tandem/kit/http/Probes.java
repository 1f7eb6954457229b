package dev.tandem.kit.http;

import dev.tandem.kit.Platform;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * Answers {@code /health/live} and {@code /health/ready} before the router, so that no handler, deadline or
 * authentication comes between a load balancer and the answer. Open to everybody, so the answer gives no reasons; the
 * management server does.
 */
record Probes(Platform platform, Handler<HttpServerRequest> service) implements Handler<HttpServerRequest> {

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
