package dev.tandem.backends;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a Docker engine answers; an installed client or an existing socket is not enough. With {@code
 * DOCKER_TLS_VERIFY}, an accepted connection counts as an answer.
 */
final class DockerEngine {

    private static final Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String PING = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";

    private DockerEngine() {}

    /** Returns within two seconds; no answer by then is no engine. */
    static boolean answers(Map<String, String> environment) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (host.isBlank() && !Files.exists(DEFAULT_SOCKET)) {
            return false;
        }
        boolean encrypted = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> answer.complete(ping(host, encrypted)), "docker-ping");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            asking.interrupt();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean ping(String host, boolean encrypted) {
        SocketAddress address = address(host);
        if (address == null) {
            return false;
        }
        try (SocketChannel channel = open(address)) {
            channel.connect(address);
            return encrypted || isAnswer(channel);
        } catch (IOException | RuntimeException nobody) {
            return false;
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private static boolean isAnswer(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(64);
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            String line = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            if (line.contains("\r\n")) {
                return line.contains(" 200 ");
            }
        }
        return false;
    }

    private static @Nullable SocketAddress address(String host) {
        if (host.isBlank()) {
            return UnixDomainSocketAddress.of(DEFAULT_SOCKET);
        }
        if (host.startsWith("unix://")) {
            return UnixDomainSocketAddress.of(host.substring("unix://".length()));
        }
        try {
            URI uri = URI.create(host);
            return uri.getHost() == null || uri.getPort() < 0
                    ? null
                    : new InetSocketAddress(uri.getHost(), uri.getPort());
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
