package dev.tandem.gateway.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may call the API from a browser. Tokens travel in a header and never in cookies, so no credentials are
 * allowed.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
final class Origins {

    private static final int REMEMBERED_SECONDS = 600;

    private Origins() {}

    /** Empty when there are none: then no page of another origin may. */
    static Optional<SecurityPolicyHandler> handler(List<String> origins) {
        if (origins.isEmpty()) {
            return Optional.empty();
        }
        CorsHandler cors = CorsHandler.create()
                .addOrigins(origins)
                .allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(Set.of(
                        "Authorization",
                        "Content-Type",
                        "Idempotency-Key",
                        "If-Match",
                        "If-None-Match",
                        "Last-Event-ID",
                        "Prefer",
                        "X-Correlation-Id"))
                .exposedHeaders(Set.of(
                        "ETag",
                        "Idempotent-Replayed",
                        "Location",
                        "Preference-Applied",
                        "RateLimit",
                        "RateLimit-Policy",
                        "Retry-After",
                        "X-Correlation-Id"))
                .maxAgeSeconds(REMEMBERED_SECONDS);
        return Optional.of(ctx -> {
            if (isOurs(ctx.request())) {
                ctx.next();
            } else {
                cors.handle(ctx);
            }
        });
    }

    /** Browsers name the origin also where a page, as /docs, asks where it comes from. */
    private static boolean isOurs(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        HostAndPort authority = request.authority();
        return origin != null
                && authority != null
                && origin.replaceFirst("^https?://", "").equals(authority.toString());
    }
}
