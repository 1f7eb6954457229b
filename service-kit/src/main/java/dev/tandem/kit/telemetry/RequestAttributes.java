package dev.tandem.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** Maps the tags that Vert.x has for a request to the attributes of OpenTelemetry's conventions, and names the span. */
final class RequestAttributes {

    private RequestAttributes() {}

    static void put(Span span, String operation, String key, @Nullable String value) {
        if (value == null) {
            return;
        }
        switch (key) {
            case "url.query", "http.url", "span.kind", "db.user" -> {}
            case "url.full" -> {
                CallTarget target = CallTarget.of(value);
                span.updateName(HttpMethods.known(operation) + " " + target.template());
                span.setAttribute("url.full", target.url());
                span.setAttribute("server.address", target.authority());
            }
            case "url.path" -> span.setAttribute(key, SecretPaths.masked(value));
            case "db.system" -> span.setAttribute("db.system.name", value);
            case "db.query.text" -> {
                String summary = QuerySummary.of(value);
                span.updateName(summary);
                span.setAttribute("db.query.summary", summary);
                span.setAttribute(key, value);
            }
            case "network.peer.address" -> span.setAttribute("server.address", value);
            default -> span.setAttribute(key, value);
        }
    }
}
