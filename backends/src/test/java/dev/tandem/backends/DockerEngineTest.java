package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {

    @TempDir
    private Path directory;

    @Test
    void a_socket_that_nobody_serves_any_more_is_no_engine() throws IOException {
        Path socket = directory.resolve("docker.sock");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
        }

        assertThat(socket).exists();
        assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "unix://" + socket)))
                .isFalse();
    }

    @Test
    void a_missing_socket_is_no_engine() {
        assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "unix://" + directory.resolve("none"))))
                .isFalse();
    }

    @Test
    void a_server_that_accepts_and_stays_silent_is_no_engine() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + silent.getLocalPort())))
                    .isFalse();
        }
    }

    @Test
    void a_server_that_answers_a_ping_is_an_engine() throws IOException {
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/_ping", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("OK".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        engine.start();
        try {
            assertThat(DockerEngine.answers(Map.of(
                            "DOCKER_HOST",
                            "tcp://127.0.0.1:" + engine.getAddress().getPort())))
                    .isTrue();
        } finally {
            engine.stop(0);
        }
    }

    @Test
    void an_address_that_makes_no_sense_is_no_engine() {
        assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "no address at all")))
                .isFalse();
    }
}
