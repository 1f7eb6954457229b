package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code tandem} and its archive of classes, over a stand-in for what it builds, which says {@code here}. */
final class ScriptTest {

    private static final Path SCRIPT =
            Path.of(System.getProperty("tandem.definitions")).getParent().resolveSibling("tandem");

    @TempDir
    Path home;

    private Path app;

    @BeforeEach
    void build() throws Exception {
        Files.copy(SCRIPT, home.resolve("tandem"), StandardCopyOption.COPY_ATTRIBUTES);
        Path source = home.resolve("Tandem.java");
        Files.writeString(source, """
                package dev.tandem.local.command;
                public class Tandem {
                    public static void main(String[] arguments) {
                        System.out.println("here");
                    }
                }
                """);
        app = Files.createDirectories(home.resolve("local/target/app-1"));
        run("javac", "-d", home.toString(), source.toString());
        run("jar", "cf", app.resolve("tandem.jar").toString(), "-C", home.toString(), "dev");
        Files.writeString(app.resolve("class-path"), app.resolve("tandem.jar").toString());
        Files.createDirectories(home.resolve("local/src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("local/pom.xml"), "");
        Files.writeString(home.resolve("local/target/tandem.built"), app.toString());
    }

    @Test
    void the_first_instance_leaves_an_archive_and_the_next_one_uses_it() throws Exception {
        assertThat(tandem("up")).isEqualTo("here\n");
        assertThat(archives()).hasSize(1);

        assertThat(tandem("up", "-Xlog:class+load")).contains("dev.tandem.local.command.Tandem source: shared objects");
        assertThat(tandem("token")).isEqualTo("here\n");
    }

    @Test
    void a_command_that_is_no_instance_leaves_none() throws Exception {
        assertThat(tandem("token")).isEqualTo("here\n");

        assertThat(archives()).isEmpty();
    }

    @Test
    void a_damaged_archive_or_one_of_other_jars_is_passed_over_in_silence() throws Exception {
        tandem("up");
        tandem("up");
        Path archive = archives().get(0);
        byte[] whole = Files.readAllBytes(archive);

        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertThat(tandem("token")).isEqualTo("here\n");
        assertThat(tandem("up")).isEqualTo("here\n");

        Files.writeString(archive, "no archive at all");
        assertThat(tandem("up")).isEqualTo("here\n");
        assertThat(tandem("token")).isEqualTo("here\n");

        Files.write(archive, whole);
        run("jar", "uf", app.resolve("tandem.jar").toString(), "-C", home.toString(), "pom.xml");
        assertThat(tandem("up")).isEqualTo("here\n");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** What it says on either output; the option of Java comes by the environment. */
    private String tandem(String command, String... options) throws Exception {
        ProcessBuilder script = new ProcessBuilder(home.resolve("tandem").toString(), command);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (options.length > 0) {
            script.environment().put("JDK_JAVA_OPTIONS", String.join(" ", options));
        }
        return ended(script);
    }

    private static void run(String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(List.of(arguments));
        ended(new ProcessBuilder(command));
    }

    private static String ended(ProcessBuilder program) throws Exception {
        Process process = program.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
