package dev.tandem.kit.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Sends a problem for a request that cannot be parsed as HTTP, and closes its connection. */
final class InvalidRequests {

    private InvalidRequests() {}

    static void refuse(HttpServerRequest request) {
        String correlation = CorrelationId.offeredBy(request);
        Problem problem = problem(request.decoderResult().cause()).at(null, correlation);
        RequestEnd.turnedAway(request, problem, correlation);
        SecurityHeaders.addTo(request.response());
        request.response()
                .setStatusCode(problem.status())
                .putHeader(CorrelationId.HEADER, correlation)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(problem.toJson().toBuffer())
                .onComplete(sent -> request.connection().close());
    }

    private static Problem problem(@Nullable Throwable cause) {
        if (cause instanceof StrictDecoder.Refused refused) {
            return Problems.malformed(String.valueOf(refused.getMessage()));
        }
        if (cause instanceof TooLongHttpLineException) {
            return Problems.standard(414);
        }
        return Problems.standard(cause instanceof TooLongHttpHeaderException ? 431 : 400);
    }
}
