package dev.tandem.kit.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.Set;

/**
 * Allows web pages of the configured origins to call from a browser. Comes before everything that may refuse a request, so
 * that such a page can read the refusal too. Tokens travel in a header and never in cookies, so credentials are not
 * allowed.
 *
 * <p>If no origin is configured, requests without a preflight are answered as usual: the browser keeps the answer from the
 * page.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
record CrossOrigin(Set<String> origins, Handler<HttpServerRequest> next) implements Handler<HttpServerRequest> {

    private static final String METHODS = "DELETE, GET, HEAD, PATCH, POST, PUT";
    private static final String ASKED =
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer, X-Correlation-Id";
    private static final String ANSWERED = "ETag, Idempotent-Replayed, Location, Preference-Applied, RateLimit,"
            + " RateLimit-Policy, Retry-After, Tandem-Seen, X-Correlation-Id";
    private static final String REMEMBERED_SECONDS = "600";

    @Override
    public void handle(HttpServerRequest request) {
        if (!origins.isEmpty()) {
            request.response().headers().add(HttpHeaders.VARY, "Origin");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || isOurs(request, origin)) {
            next.handle(request);
        } else if (origins.contains(origin)) {
            allow(request, origin);
        } else if (isPreflight(request) || !origins.isEmpty()) {
            varyByPreflight(request);
            ProblemReplies.send(
                    request,
                    Problems.forbidden("Web pages of this origin may not call this API."
                            + " Whoever runs it can name the origin in CORS_ORIGINS."));
        } else {
            next.handle(request);
        }
    }

    private void allow(HttpServerRequest request, String origin) {
        HttpServerResponse response = request.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (isPreflight(request)) {
            varyByPreflight(request);
            response.setStatusCode(204)
                    .putHeader(CorrelationId.HEADER, CorrelationId.offeredBy(request))
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ASKED)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, REMEMBERED_SECONDS)
                    .end();
        } else {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWERED);
            next.handle(request);
        }
    }

    private static void varyByPreflight(HttpServerRequest request) {
        if (isPreflight(request)) {
            request.response()
                    .headers()
                    .set(HttpHeaders.VARY, "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        }
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Browsers also send the origin when a page, such as /docs, calls its own origin. */
    private static boolean isOurs(HttpServerRequest request, String origin) {
        HostAndPort authority = request.authority();
        return authority != null && origin.replaceFirst("^https?://", "").equals(authority.toString());
    }
}
