package dev.tandem.kit.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What cannot even be parsed as HTTP is answered with a problem too, and loses its connection. */
final class InvalidRequests {

    private InvalidRequests() {}

    static void refuse(HttpServerRequest request) {
        Problem problem = Problems.standard(status(request.decoderResult().cause()));
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(problem.toJson().toBuffer())
                .onComplete(sent -> request.connection().close());
    }

    private static int status(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }
}
