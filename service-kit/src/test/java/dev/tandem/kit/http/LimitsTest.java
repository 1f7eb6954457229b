package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

    private Served served;

    @BeforeAll
    void serve() {
        served = Served.with(router -> router.post("/size")
                .handler(ctx -> ctx.end(String.valueOf(ctx.body().length()))));
    }

    @AfterAll
    void close() {
        served.close();
    }

    @Test
    void a_body_of_just_the_limit_is_accepted() {
        assertThat(post(BodyPublishers.ofByteArray(new byte[HttpSettings.BODY_LIMIT]))
                        .body())
                .isEqualTo("65536");
    }

    @Test
    void a_megabyte_declared_up_front_gets_a_clean_413() {
        for (int i = 0; i < 20; i++) {
            assertRefused(post(BodyPublishers.ofByteArray(new byte[1024 * 1024])));
        }
    }

    @Test
    void a_megabyte_in_chunks_gets_a_clean_413_too() {
        for (int i = 0; i < 20; i++) {
            assertRefused(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1024 * 1024]))));
        }
    }

    @Test
    void whoever_sends_for_ever_loses_the_connection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.serving().port())) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            long sent = 0;
            byte[] part = new byte[64 * 1024];
            try {
                while (sent < 1L << 30) {
                    out.write(part);
                    sent += part.length;
                }
            } catch (IOException closed) {
                assertThat(sent).isLessThan(64L * 1024 * 1024);
                return;
            }
        }
        throw new AssertionError("A gigabyte was read");
    }

    @Test
    void too_long_lines_and_headers_are_problems_too() throws IOException {
        assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ")
                .contains("/problems/uri-too-long")
                .satisfies(LimitsTest::answeredLikeAnyOther);
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(40_000) + "\r\n\r\n"))
                .contains(" 431 ")
                .contains("/problems/headers-too-large")
                .satisfies(LimitsTest::answeredLikeAnyOther);
        assertThat(raw("nonsense\r\n\r\n"))
                .contains(" 400 ")
                .contains("/problems/malformed-request")
                .satisfies(LimitsTest::answeredLikeAnyOther);
    }

    @Test
    void a_header_over_two_lines_is_a_problem_that_says_so() throws IOException {
        for (String blank : new String[] {" ", "\t"}) {
            assertThat(raw(
                            "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\nX-Folded: one\r\n"
                                    + blank + "two\r\n\r\nabc"))
                    .contains(" 400 ")
                    .contains("/problems/malformed-request")
                    .contains("continued on a second line")
                    .satisfies(LimitsTest::answeredLikeAnyOther);
        }
    }

    @Test
    void what_two_readers_may_read_differently_is_a_problem() throws IOException {
        for (String doubtful : new String[] {
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: identity",
            "Content-Length: 3\r\nContent-Length: 4",
            "Content-Length: 3, 4",
            "Content-Length: +3",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: xchunked",
            "Content-Length : 3",
            "X-Bare: a\rContent-Length: 3",
            "X-Null: \0"
        }) {
            assertThat(raw("POST /size HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + doubtful + "\r\n\r\n0\r\n\r\n"))
                    .as(doubtful)
                    .contains(" 400 ")
                    .contains("/problems/malformed-request");
        }
    }

    private static void answeredLikeAnyOther(String answer) {
        String correlation =
                new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4)).getString("correlationId");
        assertThat(correlation).isNotBlank();
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("\r\nx-correlation-id: " + correlation)
                .contains("\r\ndate: ")
                .contains("\r\nx-content-type-options: nosniff");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.serving().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Served.json(answer).getString("type")).isEqualTo("/problems/payload-too-large");
    }

    private HttpResponse<String> post(BodyPublisher body) {
        return served.send(HttpRequest.newBuilder(served.uri("/size")).POST(body));
    }
}
