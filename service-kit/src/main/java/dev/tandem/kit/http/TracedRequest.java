package dev.tandem.kit.http;

import dev.tandem.kit.telemetry.RouteTemplate;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/** Wraps a request so that its span is named by its method and the route that answers it. */
final class TracedRequest extends HttpServerRequestWrapper {

    private final Span span;
    private RouteTemplate template = RouteTemplate.NONE;

    private TracedRequest(HttpServerRequestInternal request, Span span) {
        super(request);
        this.span = span;
    }

    /** The request itself if it is not recorded. */
    static HttpServerRequest of(HttpServerRequest request) {
        Span span = Span.current();
        return span.isRecording() ? new TracedRequest((HttpServerRequestInternal) request, span) : request;
    }

    @Override
    public HttpServerRequest routed(@Nullable String route) {
        if (route != null) {
            template = template.then(route);
            if (template.complete()) {
                span.updateName(method().name() + " " + template.path());
                span.setAttribute("http.route", template.path());
            }
        }
        super.routed(route);
        return this;
    }
}
