package dev.tandem.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    /** A system that starts or does not, and leaves a file when it is closed. */
    static final class Program {
        public static void main(String[] arguments) throws IOException {
            Path closed = Path.of(arguments[0]);
            Lifeline.of(() -> {
                if (arguments.length > 1) {
                    throw new IllegalStateException(arguments[1]);
                }
                System.out.println("somebody prints something");
                return new Lifeline.Running() {
                    @Override
                    public JsonObject ready() {
                        return new JsonObject().put("ready", true);
                    }

                    @Override
                    public void close() {
                        create(closed);
                    }
                };
            });
        }

        private static void create(Path file) {
            try {
                Files.createFile(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void it_says_that_it_is_ready_and_is_closed_in_good_order() throws Exception {
        Child child = start();
        assertThat(child.next(PATIENCE)).isEqualTo(new JsonObject().put("ready", true));

        child.close();

        assertThat(closed()).exists();
        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void a_signal_closes_it_too() throws Exception {
        Child child = start();
        child.next(PATIENCE);

        ProcessHandle.of(child.pid()).orElseThrow().destroy();

        await().atMost(PATIENCE).until(() -> Files.exists(closed()));
        assertThatThrownBy(() -> child.next(PATIENCE))
                .isInstanceOf(ChildFailed.class)
                .hasMessageStartingWith("The program ended unexpectedly; see ");
    }

    @Test
    void why_it_does_not_start_is_told_in_its_words() {
        Child child = start("There is no room.");

        assertThatThrownBy(() -> child.next(PATIENCE))
                .isInstanceOf(ChildFailed.class)
                .hasMessage("There is no room.");
        child.close();
        assertThat(closed()).doesNotExist();
    }

    private Child start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(closed().toString()));
        arguments.addAll(List.of(more));
        return Child.start("program", Program.class, List.of(), arguments, Map.of(), directory.resolve("err"));
    }

    private Path closed() {
        return directory.resolve("closed");
    }
}
