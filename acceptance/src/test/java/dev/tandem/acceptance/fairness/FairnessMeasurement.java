package dev.tandem.acceptance.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures how long a quiet workspace waits from its 202 until operation, feed and inbox show the project: alone, under
 * another workspace's flood at a fixed rate, and under one as fast as its connections allow. Writes
 * {@code target/fairness.txt}.
 *
 * <p>Variables, by {@code -Dfairness.…}: {@code rounds} (3), {@code seconds} of each part (20), {@code rate} of the paced
 * flood a second (500), {@code connections} of the other (16), {@code quiet} projects a second (20), {@code quota} of each
 * workspace a second (100,000, which is none).
 */
final class FairnessMeasurement {

    private static final int ROUNDS = Integer.getInteger("fairness.rounds", 3);
    private static final int SECONDS = Integer.getInteger("fairness.seconds", 20);
    private static final int RATE = Integer.getInteger("fairness.rate", 500);
    private static final int CONNECTIONS = Integer.getInteger("fairness.connections", 16);
    private static final String FAST = CONNECTIONS + " connections";
    private static final int QUOTA = Integer.getInteger("fairness.quota", 100_000);
    private static final int QUIET = Integer.getInteger("fairness.quiet", 20);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> report = new ArrayList<>();

    @Test
    @Timeout(value = 14, unit = TimeUnit.MINUTES)
    void measure() throws Exception {
        Path definitions = Path.of(System.getProperty("tandem.definitions"));
        try (LocalSystem system = LocalSystem.start(LocalOptions.temporary(definitions)
                .with(Map.of(
                        "OTEL_SDK_DISABLED", "true",
                        "QUOTA_PER_SECOND", Integer.toString(QUOTA),
                        "QUOTA_BURST", Integer.toString(QUOTA),
                        "QUOTA_READS_PER_SECOND", "100000",
                        "QUOTA_READ_BURST", "100000")))) {
            Party quiet = party(system, "quinn", 64, true);
            Party loud = party(system, "louis", 2 * CONNECTIONS + 64, false);
            part(quiet, loud, "warm-up", flood -> flood.asFastAs(CONNECTIONS));
            List<List<Quiet>> rounds = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                rounds.add(List.of(
                        part(quiet, loud, round + " idle", flood -> {}),
                        part(quiet, loud, round + " " + RATE + "/s", flood -> flood.paced(RATE)),
                        part(quiet, loud, round + " " + FAST, flood -> flood.asFastAs(CONNECTIONS))));
            }
            ratio(rounds, 1, RATE + "/s");
            ratio(rounds, 2, FAST);
        } finally {
            Files.write(Path.of("target", "fairness.txt"), report);
        }
    }

    private Quiet part(Party quiet, Party loud, String name, Consumer<Flood> flooding) {
        Quiet measured = new Quiet(vertx, quiet);
        Flood flood = new Flood(vertx, loud);
        flooding.accept(flood);
        long begun = System.nanoTime();
        long timer = vertx.setPeriodic(1_000 / QUIET, tick -> measured.ask());
        await().atMost(Duration.ofSeconds(SECONDS + 30))
                .until(() -> System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(SECONDS));
        flood.stop();
        vertx.cancelTimer(timer);
        long stopped = System.nanoTime();
        await().atMost(Duration.ofMinutes(3)).until(() -> measured.underWay.get() == 0);
        Quiet last = new Quiet(vertx, loud);
        last.ask();
        await().atMost(Duration.ofMinutes(3)).until(() -> last.underWay.get() == 0);
        print(
                "%-18s flood %5d/s (refused %d), worked off in %.1f s | quiet %d (refused %d), p50 / p99 ms: accept %s, "
                        + "operation %s, feed %s, inbox %s, all %s",
                name,
                flood.accepted.get() / SECONDS,
                flood.refused.get(),
                (System.nanoTime() - stopped) / 1e9,
                measured.all.count(),
                measured.refused.get(),
                measured.accept,
                measured.operation,
                measured.feed,
                measured.inbox,
                measured.all);
        return measured;
    }

    private void ratio(List<List<Quiet>> rounds, int part, String name) {
        print(
                "under %-16s median of %d rounds: p50 %.1f ms, idle %.1f ms, ratio %.1f; p99 %.1f ms, idle %.1f ms, ratio %.1f",
                name,
                rounds.size(),
                median(rounds, round -> round.get(part).all.millis(50)),
                median(rounds, round -> round.get(0).all.millis(50)),
                median(
                        rounds,
                        round -> round.get(part).all.millis(50)
                                / round.get(0).all.millis(50)),
                median(rounds, round -> round.get(part).all.millis(99)),
                median(rounds, round -> round.get(0).all.millis(99)),
                median(
                        rounds,
                        round -> round.get(part).all.millis(99)
                                / round.get(0).all.millis(99)));
    }

    private static double median(List<List<Quiet>> rounds, ToDoubleFunction<List<Quiet>> figure) {
        return rounds.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private void print(String format, Object... arguments) {
        String line = format.formatted(arguments);
        System.out.println(line);
        report.add(line);
    }

    private Party party(LocalSystem system, String user, int connections, boolean wholly) throws Exception {
        Api api = new Api(vertx, system.baseUri(), system.token(user, false), connections);
        Buffer body = Buffer.buffer("{\"name\":\"" + user + "\"}");
        Api.Answer answer = got(api.send(HttpMethod.POST, "/v1/workspaces", body));
        assertThat(answer.status()).isEqualTo(202);
        JsonObject accepted = new JsonObject(answer.body());
        String operation = "/v1/operations/" + accepted.getString("id");
        await().until(() -> new JsonObject(got(api.get(operation)).body()).getBoolean("done"));
        String workspace = accepted.getJsonObject("target").getString("id");
        Buffer member = Buffer.buffer("{\"role\":\"member\"}");
        String colleague = user + "-colleague";
        String membership = "/v1/workspaces/" + workspace + "/members/" + colleague;
        assertThat(got(api.send(HttpMethod.PUT, membership, member)).status()).isEqualTo(200);
        Api colleagues = new Api(vertx, system.baseUri(), system.token(colleague, false), connections);
        return new Party(api, new Inbox(vertx, colleagues, wholly), workspace);
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
