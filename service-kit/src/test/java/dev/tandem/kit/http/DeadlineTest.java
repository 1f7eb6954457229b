package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlineTest {

    private Served served;

    @BeforeAll
    void serve() {
        served = Served.with(HttpSettings.local().withDeadline(Duration.ofMillis(200)), DeadlineTest::routes);
    }

    @AfterAll
    void close() {
        served.close();
    }

    private static void routes(Router router) {
        router.get("/never").handler(ctx -> {});
        router.get("/lifted").handler(ctx -> {
            Deadline.lift(ctx);
            answerAfter(ctx, 600);
        });
        router.get("/moved").handler(ctx -> {
            Deadline.move(ctx, Duration.ofSeconds(5));
            answerAfter(ctx, 600);
        });
        router.post("/body").handler(RoutingContext::end);
    }

    private static void answerAfter(RoutingContext ctx, long millis) {
        ctx.vertx().setTimer(millis, timer -> ctx.end("late"));
    }

    @Test
    void a_request_that_takes_too_long_is_503_and_the_connection_lives_on() {
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = served.get("/never");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void routes_that_hold_on_purpose_are_let() {
        assertThat(served.get("/lifted").body()).isEqualTo("late");
        assertThat(served.get("/moved").body()).isEqualTo("late");
    }

    @Test
    void a_body_that_does_not_arrive_is_408_and_loses_the_connection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.serving().port())) {
            socket.getOutputStream()
                    .write("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("/problems/request-timeout");
        }
    }
}
