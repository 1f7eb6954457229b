package dev.tandem.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A customer's server on loopback, which keeps what it is sent and answers as the test wants. */
public final class Receiver {

    /** What was posted. */
    public record Posted(String id, String timestamp, String signature, String body) {

        public JsonObject json() {
            return new JsonObject(body);
        }

        public JsonObject data() {
            return json().getJsonObject("data");
        }

        public long sequence() {
            return data().getLong("sequence");
        }
    }

    private final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Consumer<HttpServerRequest> behaviour = answering(204);

    public Receiver(Vertx vertx) {
        server = Awaiting.get(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    posted.add(new Posted(
                            request.getHeader("webhook-id"),
                            request.getHeader("webhook-timestamp"),
                            request.getHeader("webhook-signature"),
                            body.toString()));
                    behaviour.accept(request);
                }))
                .listen(0, "127.0.0.1"));
    }

    public static Consumer<HttpServerRequest> answering(int status) {
        return request -> request.response().setStatusCode(status).end("answer " + status);
    }

    public Receiver behaves(Consumer<HttpServerRequest> wanted) {
        behaviour = wanted;
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/hook?of=tandem";
    }

    public List<Posted> posted() {
        return List.copyOf(posted);
    }

    /** What came last. */
    public Posted last() {
        List<Posted> all = posted();
        return all.get(all.size() - 1);
    }

    public List<Long> sequences() {
        return posted.stream().map(Posted::sequence).toList();
    }

    public void close() {
        assertThat(Awaiting.get(server.close().map(true))).isTrue();
    }
}
