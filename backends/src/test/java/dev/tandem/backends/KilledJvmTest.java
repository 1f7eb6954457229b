package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJvmTest {

    @TempDir
    private Path data;

    @Test
    void the_next_jvm_stops_what_a_killed_one_left_and_an_interrupted_one_leaves_nothing() throws Exception {
        Process killed = startedJvm();
        List<ProcessHandle> leftovers = Running.on(data);
        killed.destroyForcibly().waitFor();
        assertThat(Running.stillRunning(leftovers)).isNotEmpty();

        Process interrupted = startedJvm();
        assertThat(Running.stillRunning(leftovers)).isEmpty();

        List<ProcessHandle> processes = Running.on(data);
        end(interrupted);
        assertThat(Running.stillRunning(processes)).isEmpty();
    }

    @Test
    void a_jvm_interrupted_while_it_starts_leaves_nothing_that_hinders_the_next() throws Exception {
        Process starting = jvm();
        List<ProcessHandle> processes =
                await().atMost(Duration.ofMinutes(1)).until(() -> Running.on(data), found -> found.size() >= 4);
        end(starting);
        assertThat(Running.stillRunning(processes)).isEmpty();
        assertThat(Running.on(data)).isEmpty();

        end(startedJvm());
    }

    private static void end(Process jvm) throws InterruptedException {
        OsProcesses.signal("TERM", List.of(jvm.toHandle()));
        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private Process startedJvm() throws IOException {
        Process jvm = jvm();
        BufferedReader output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.lines().anyMatch(StartsAndWaits.READY::equals)).isTrue();
        return jvm;
    }

    private Process jvm() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAndWaits.class.getName())
                .redirectErrorStream(true);
        builder.environment().put(StartsAndWaits.DATA, data.toString());
        return builder.start();
    }
}
