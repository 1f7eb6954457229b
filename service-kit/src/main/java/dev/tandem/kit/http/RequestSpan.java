package dev.tandem.kit.http;

import io.opentelemetry.api.trace.Span;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;

/** Improves the server span of a request: named by method and route, without the query string, with its correlation id. */
final class RequestSpan {

    private RequestSpan() {}

    static void describe(RoutingContext ctx, Span span, String correlationId) {
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute(CorrelationId.SPAN_ATTRIBUTE, correlationId);
        span.setAttribute("http.url", ctx.request().path());
        span.setAttribute("url.query", "");
        ctx.addHeadersEndHandler(ending -> nameByRoute(ctx, span));
    }

    private static void nameByRoute(RoutingContext ctx, Span span) {
        Route route = ctx.currentRoute();
        String path = route == null ? null : route.getPath();
        if (path != null && ctx.response().getStatusCode() != 404) {
            span.updateName(ctx.request().method().name() + " " + path);
            span.setAttribute("http.route", path);
        }
    }
}
