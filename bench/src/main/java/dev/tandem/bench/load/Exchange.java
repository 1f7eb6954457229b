package dev.tandem.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends one request, from acquiring a connection to the last byte or the timeout. Lives on one context. */
final class Exchange {

    private final Vertx vertx;
    private final Promise<Outcome> end = Promise.promise();
    private @Nullable HttpClientRequest request;

    private Exchange(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Posts JSON. The future never fails. */
    static Future<Outcome> post(
            Vertx vertx, HttpClient client, String path, String token, Buffer body, long patienceMillis) {
        return new Exchange(vertx).send(client, path, token, body, patienceMillis);
    }

    /** Gets the body at the path. The future fails for any answer but 200. */
    static Future<Buffer> get(HttpClient client, String path, String token) {
        return client.request(options(HttpMethod.GET, path, token))
                .compose(request -> request.send()
                        .compose(response -> response.statusCode() == 200
                                ? response.body()
                                : Future.failedFuture("it answered " + response.statusCode())));
    }

    private Future<Outcome> send(HttpClient client, String path, String token, Buffer body, long patienceMillis) {
        if (patienceMillis <= 0) {
            return Future.succeededFuture(new Outcome.TimedOut());
        }
        long timer = vertx.setTimer(patienceMillis, id -> giveUp());
        client.request(options(HttpMethod.POST, path, token).putHeader("Content-Type", "application/json"))
                .compose(opened -> {
                    if (end.future().isComplete()) {
                        return opened.reset().compose(gone -> Future.<Outcome>failedFuture("given up"));
                    }
                    request = opened;
                    return opened.send(body).compose(response -> response.body().map(received -> answered(response)));
                })
                .otherwise(broken())
                .onSuccess(end::tryComplete);
        return end.future().onComplete(ended -> vertx.cancelTimer(timer));
    }

    private void giveUp() {
        end.tryComplete(new Outcome.TimedOut());
        HttpClientRequest opened = request;
        if (opened != null) {
            opened.reset();
        }
    }

    private static Outcome answered(HttpClientResponse response) {
        String location = response.getHeader("Location");
        return new Outcome.Answered(response.statusCode(), location == null ? "" : location);
    }

    private static Function<Throwable, Outcome> broken() {
        return failure -> new Outcome.Broken(
                failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
    }

    private static RequestOptions options(HttpMethod method, String path, String token) {
        return new RequestOptions().setMethod(method).setURI(path).putHeader("Authorization", "Bearer " + token);
    }
}
