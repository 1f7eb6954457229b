package dev.tandem.acceptance.holding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.acceptance.torture.system.Instance;
import dev.tandem.acceptance.torture.system.SeparateProcesses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures the memory and threads of one gateway process that holds clients: equally many streams of users and requests with
 * {@code Prefer: wait=10}, all at once, while project-service is suspended; and how soon all waiting requests are answered
 * once it continues. Writes {@code target/holding.txt}.
 *
 * <p>Variable: {@code -Dholding.each} (2000).
 */
final class HoldingMeasurement {

    private static final int EACH = Integer.getInteger("holding.each", 2_000);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(20_000), new PoolOptions().setHttp1MaxSize(3 * EACH));
    private final List<String> report = new ArrayList<>();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void measure() throws Exception {
        Path definitions = Path.of(System.getProperty("tandem.definitions"));
        try (SeparateProcesses system =
                SeparateProcesses.start(Path.of("target", "holding"), definitions, null, 1, Map.of())) {
            Instance gateway = system.instances("gateway").get(0);
            // Once before, so that what is loaded and compiled with the first use is not counted.
            hold(system, 100, "warm-up");
            Usage before = Usage.of(gateway.pid());
            print("before: %s", before);
            Usage held = hold(system, EACH, "all");
            print(
                    "for %d streams and %d waiting requests: %d MB more, %d threads more",
                    EACH, EACH, held.megabytes() - before.megabytes(), held.threads() - before.threads());
            assertThat(held.threads() - before.threads()).isLessThan(10);
        } finally {
            Files.write(Path.of("target", "holding.txt"), report);
        }
    }

    private Usage hold(SeparateProcesses system, int each, String name) throws Exception {
        URI gateway = system.gateway();
        URI management = system.instances("gateway").get(0).management();
        List<HttpClientResponse> streams = new ArrayList<>();
        List<String> tokens = IntStream.range(0, each)
                .mapToObj(i -> system.token(name + "-" + i))
                .toList();
        for (String token : tokens) {
            streams.add(got(client.request(HttpMethod.GET, gateway.getPort(), gateway.getHost(), "/v1/stream")
                    .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                            .send())));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> metric(management, "tandem_streams_open") == each);
        system.instances("project-service").get(0).freeze();
        AtomicInteger created = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Future<Void>> waiting = new ArrayList<>();
        long begun = System.nanoTime();
        tokens.forEach(token -> waiting.add(create(gateway, token, created, refused)));
        await().atMost(Duration.ofSeconds(9)).until(() -> metric(management, "tandem_waiting_requests") == each);
        Usage held = Usage.of(system.instances("gateway").get(0).pid());
        print(
                "%s held after %.1f s, %d times refused before: %s",
                name, (System.nanoTime() - begun) / 1e9, refused.get(), held);
        long released = System.nanoTime();
        system.instances("project-service").get(0).thaw();
        got(Future.join(waiting));
        print(
                "%s: %d of %d answered 201, the last %.2f s after project-service went on",
                name, created.get(), each, (System.nanoTime() - released) / 1e9);
        for (HttpClientResponse stream : streams) {
            stream.request().connection().close();
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> metric(management, "tandem_streams_open") == 0);
        return held;
    }

    /** Whoever is refused for now, as most of so many at one moment are, asks again when told to. */
    private Future<Void> create(URI gateway, String token, AtomicInteger created, AtomicInteger refused) {
        return client.request(HttpMethod.POST, gateway.getPort(), gateway.getHost(), "/v1/workspaces")
                .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Prefer", "wait=10")
                        .send("{\"name\": \"Acme\"}")
                        .compose(answer -> answer.end().compose(ended -> {
                            String later = answer.getHeader("Retry-After");
                            if (later != null && answer.statusCode() >= 400) {
                                refused.incrementAndGet();
                                return vertx.timer(Long.parseLong(later), TimeUnit.SECONDS)
                                        .compose(over -> create(gateway, token, created, refused));
                            }
                            if (answer.statusCode() == 201) {
                                created.incrementAndGet();
                            }
                            return Future.succeededFuture();
                        })));
    }

    private static double metric(URI management, String name) throws Exception {
        return java.net.http.HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(management.resolve("/metrics")).build(), BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private void print(String format, Object... arguments) {
        String line = format.formatted(arguments);
        System.out.println(line);
        report.add(line);
    }

    /** Memory and threads of a process, as the operating system counts them. */
    private record Usage(long kilobytes, int threads) {

        static Usage of(long pid) throws Exception {
            long kilobytes = 0;
            int threads = 0;
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    kilobytes = Long.parseLong(line.replaceAll("[^0-9]", ""));
                } else if (line.startsWith("Threads:")) {
                    threads = Integer.parseInt(line.replaceAll("[^0-9]", ""));
                }
            }
            return new Usage(kilobytes, threads);
        }

        long megabytes() {
            return kilobytes / 1024;
        }

        @Override
        public String toString() {
            return megabytes() + " MB resident, " + threads + " threads";
        }
    }
}
