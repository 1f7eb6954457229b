package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that sends the head of its request a byte at a time, for ever. */
@Timeout(60)
class SlowHeadsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Served served = Served.with(
            HttpSettings.local().withDeadline(Duration.ofMillis(1_500)),
            router -> router.get("/answer").handler(ctx -> ctx.end("here")));

    @AfterEach
    void close() {
        served.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_head_that_trickles_in_loses_its_connection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.serving().port())) {
            long begun = System.nanoTime();
            send(socket, "GET /answer HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            AtomicBoolean over = new AtomicBoolean();
            vertx.setPeriodic(100, tick -> trickle(socket, over));

            assertThat(endOf(socket)).isTrue();
            over.set(true);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1_400));
        }
    }

    @Test
    void a_connection_that_has_been_answered_waits_longer_for_the_next_request() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.serving().port())) {
            send(socket, "GET /answer HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(read(socket)).contains("200 OK", "here");
            try (Socket silent = new Socket("127.0.0.1", served.serving().port())) {
                assertThat(endOf(silent)).isTrue();
            }

            send(socket, "GET /answer HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(read(socket)).contains("200 OK", "here");
        }
    }

    private static void trickle(Socket socket, AtomicBoolean over) {
        if (!over.get()) {
            try {
                send(socket, "x");
            } catch (IOException closed) {
                over.set(true);
            }
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String read(Socket socket) throws IOException {
        byte[] buffer = new byte[4_096];
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("here")) {
            text.append(new String(buffer, 0, socket.getInputStream().read(buffer), StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }
}
