package dev.tandem.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Prometheus that scrapes the running system once a second and evaluates the alerts of the repository. */
final class Prometheus implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    private final Process process;
    private final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static Prometheus watching(List<String> services, Path rules) {
        String jobs = services.stream()
                .map(service -> """
                          - job_name: %s
                            static_configs:
                              - targets: ['%s']
                        """.formatted(
                        service, TheSystem.get().management().get(service).getAuthority()))
                .collect(Collectors.joining());
        String configuration = """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files: ['%s']
                scrape_configs:
                %s""".formatted(rules.toAbsolutePath(), jobs);
        try {
            Path directory = Files.createTempDirectory("prometheus");
            Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
            int port = freePort();
            Process process = new ProcessBuilder(
                            PROGRAM.toString(),
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            return new Prometheus(process, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The alerts that fire now, each with the consumer, queue or job that it is about. */
    List<String> firing() {
        JsonObject answer = new JsonObject(Client.send(HttpRequest.newBuilder(address.resolve("/api/v1/alerts")))
                .body());
        return answer.getJsonObject("data").getJsonArray("alerts").stream()
                .map(JsonObject.class::cast)
                .filter(alert -> "firing".equals(alert.getString("state")))
                .map(alert -> alert.getJsonObject("labels"))
                .map(labels -> labels.getString("alertname") + " " + subject(labels))
                .toList();
    }

    private static String subject(JsonObject labels) {
        return Stream.of("consumer", "queue", "job")
                .map(labels::getString)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
