package dev.tandem.acceptance.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.acceptance.torture.system.Instance;
import dev.tandem.acceptance.torture.system.SeparateProcesses;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two clients that only listen and two that read agree in the end, although processes are killed all the time. */
@Tag("long")
@Timeout(1_800)
final class BoardUnderFireTest {

    private static final int CHANGES = Integer.getInteger("board.changes", 2_000);
    private static final int SEED = 11;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> KILLED =
            List.of("gateway", "analytics", "project-service", "gateway", "analytics");
    private static final int KILLS = Math.max(KILLED.size(), CHANGES / 1_000);

    @Test
    void ten_thousand_changes_by_five_writers_while_processes_are_killed() {
        Path definitions = Path.of(System.getProperty("tandem.definitions"));
        try (SeparateProcesses system =
                SeparateProcesses.start(Path.of("target", "board").toAbsolutePath(), definitions, null, 2, Map.of())) {
            List<String> users =
                    IntStream.range(0, 5).mapToObj(i -> "writer-" + i).toList();
            Place at = Place.at(system.gateway(), system::token, users);
            at.letIn("anna");
            at.letIn("ben");
            try (BoardListener first = BoardListener.begin(at, "anna");
                    BoardListener second = BoardListener.begin(at, "ben")) {
                await().atMost(PATIENCE)
                        .until(() -> !first.heard().isEmpty() && !second.heard().isEmpty());
                long begun = System.nanoTime();
                Writers writers = new Writers(at, users, CHANGES, SEED).begin();
                killWhile(writers, system);
                await().atMost(PATIENCE).until(writers::areDone);
                system.heal();
                writers.awaitEnds(PATIENCE);

                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptionsInstanceOf(Board.Unanswered.class)
                        .untilAsserted(() -> {
                            agrees(first, at.read("anna"));
                            agrees(second, at.read("ben"));
                        });
                System.out.printf(
                        "%d changes in %d s, %d kills; the listeners heard %d and %d changes, lost %d and %d connections,"
                                + " read %d and %d times%n",
                        writers.accepted(),
                        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                        KILLS,
                        first.changes().size(),
                        second.changes().size(),
                        first.breaks(),
                        second.breaks(),
                        first.reads(),
                        second.reads());
                assertThat(writers.accepted()).isGreaterThanOrEqualTo(CHANGES);
                assertThat(first.complaints()).isEmpty();
                assertThat(second.complaints()).isEmpty();
                assertThat(List.of(first.reads(), second.reads()))
                        .as("they listened, and read anew only when a kill had held something back for too long")
                        .allMatch(reads -> reads <= CHANGES / 100);
            }
        }
    }

    private static void agrees(BoardListener listener, Board read) {
        Map<String, JsonObject> copy = listener.copy();
        Set<String> different = new TreeSet<>(read.things().keySet());
        different.addAll(copy.keySet());
        different.removeIf(key -> Objects.equals(copy.get(key), read.things().get(key)));
        String one = different.stream().findFirst().orElse("");
        assertThat(different)
                .as(
                        "%s has %s and should have %s",
                        listener, copy.get(one), read.things().get(one))
                .isEmpty();
    }

    /** Kills by what has been written, so that as many processes die on a fast machine as on a slow one. */
    private static void killWhile(Writers writers, SeparateProcesses system) {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            int due = CHANGES * (kill + 1) / (KILLS + 1);
            await().atMost(PATIENCE).until(() -> writers.accepted() >= due);
            List<Instance> instances = system.instances(KILLED.get(kill % KILLED.size()));
            Instance victim = instances.get(random.nextInt(instances.size()));
            victim.kill();
            victim.awaitReady(PATIENCE);
        }
    }
}
