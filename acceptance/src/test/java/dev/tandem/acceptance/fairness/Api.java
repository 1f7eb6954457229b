package dev.tandem.acceptance.fairness;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.function.Function;

/** Calls the gateway on behalf of one user, over a limited number of connections. */
final class Api {

    record Answer(int status, Buffer body) {}

    private final HttpClient client;
    private final String token;

    Api(Vertx vertx, URI gateway, String token, int connections) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost(gateway.getHost())
                        .setDefaultPort(gateway.getPort())
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connections));
        this.token = token;
    }

    Future<Answer> get(String path) {
        return ask(HttpMethod.GET, path, request -> request);
    }

    Future<Answer> send(HttpMethod method, String path, Buffer json) {
        return ask(method, path, request -> request.putHeader("Content-Type", "application/json"), json);
    }

    private Future<Answer> ask(
            HttpMethod method, String path, Function<HttpClientRequest, HttpClientRequest> more, Buffer... body) {
        return client.request(method, path)
                .map(request -> more.apply(request.putHeader("Authorization", "Bearer " + token)))
                .compose(request -> (body.length == 0 ? request.send() : request.send(body[0]))
                        .compose(response ->
                                response.body().map(received -> new Answer(response.statusCode(), received))));
    }
}
