package dev.tandem.bench.requestdriven;

import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Handles {@code POST /v1/projects}, each request on a thread of the pool; waits for one if none is free. */
final class Requests implements Handler<HttpServerRequest> {

    private static final String PATH = "/v1/projects";
    private static final String BEARER = "Bearer ";

    private final WorkerExecutor threads;
    private final CreateProject create;

    Requests(WorkerExecutor threads, CreateProject create) {
        this.threads = threads;
        this.create = create;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!request.path().equals(PATH) || request.method() != HttpMethod.POST) {
            request.response().setStatusCode(404).end();
            return;
        }
        String authorization = request.getHeader("Authorization");
        String user = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : "";
        request.body()
                .compose(body -> threads.executeBlocking(() -> create.apply(user, body), false))
                .onSuccess(answer -> answer(request, answer))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    private static void answer(HttpServerRequest request, Answer answer) {
        if (!answer.location().isEmpty()) {
            request.response().putHeader("Location", answer.location());
        }
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(answer.body()));
    }
}
