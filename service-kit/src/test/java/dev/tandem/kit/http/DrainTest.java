package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.kit.Served;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final Promise<Void> arrived = Promise.promise();
    private final Promise<Void> release = Promise.promise();

    private void routes(Router router) {
        router.get("/slow").handler(ctx -> {
            arrived.tryComplete();
            release.future().onSuccess(go -> ctx.end("done"));
        });
    }

    private static CompletableFuture<HttpResponse<String>> get(Served served) {
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(served.uri("/slow")).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void requests_under_way_finish_and_new_connections_are_refused() {
        try (Served served = Served.with(this::routes)) {
            CompletableFuture<HttpResponse<String>> answer = get(served);
            Awaiting.get(arrived.future());
            int port = served.serving().port();

            Future<Void> drained = served.serving().drain(Duration.ofSeconds(20));
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                            .isInstanceOf(java.net.ConnectException.class));
            assertThat(drained.isComplete()).isFalse();

            release.complete();
            assertThat(answer.join().body()).isEqualTo("done");
            Awaiting.get(drained);
        }
    }

    @Test
    void it_is_not_ready_before_anybody_is_turned_away() {
        HttpSettings noticed = HttpSettings.local().withDrainNotice(Duration.ofMinutes(1));
        try (Served served = Served.with(noticed, router -> router.get("/").handler(ctx -> ctx.end("served")))) {
            Future<Void> drained = served.serving().drain(Duration.ofSeconds(20));
            assertThat(served.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(served.get("/").body()).isEqualTo("served");
            assertThat(drained.isComplete()).isFalse();
        }
    }

    @Test
    void patience_ends() {
        try (Served served = Served.with(this::routes)) {
            CompletableFuture<HttpResponse<String>> answer = get(served);
            Awaiting.get(arrived.future());
            Awaiting.get(served.serving().drain(Duration.ofMillis(100)));
            assertThat(answer).failsWithin(Duration.ofSeconds(5));
        }
    }
}
