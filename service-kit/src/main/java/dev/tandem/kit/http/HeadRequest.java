package dev.tandem.kit.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;

/**
 * Answers a {@code HEAD} like the corresponding {@code GET}: Vert.x omits the body and with it the length, which this class
 * restores. An event stream ends after its headers.
 */
final class HeadRequest extends HttpServerRequestWrapper {

    private static final int NOT_MODIFIED = 304;

    private HeadRequest(HttpServerRequestInternal request) {
        super(request);
    }

    /** The request itself unless it is a {@code HEAD}. */
    static HttpServerRequest orElse(HttpServerRequest request) {
        if (request.method() != HttpMethod.HEAD) {
            return request;
        }
        HttpServerResponse response = request.response();
        response.headersEndHandler(headers -> complete(response));
        return new HeadRequest((HttpServerRequestInternal) request);
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.GET;
    }

    private static void complete(HttpServerResponse response) {
        if (ServerSentEvents.MEDIA_TYPE.equals(response.headers().get(HttpHeaders.CONTENT_TYPE))) {
            response.headers().remove(HttpHeaders.CONTENT_ENCODING);
            Vertx.currentContext().runOnContext(v -> {
                if (!response.ended() && !response.closed()) {
                    response.end();
                }
            });
        } else if (response.getStatusCode() != NOT_MODIFIED
                && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(response.bytesWritten()));
        }
    }
}
