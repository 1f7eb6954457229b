package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests how the script {@code tandem} builds and how it archives classes, with a stand-in for the built program that
 * prints {@code here}.
 */
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
                    public static void main(String[] arguments) throws java.io.IOException {
                        if (System.getenv("FAILS") != null) {
                            System.exit(1);
                        }
                        System.out.println("here …");
                        if (arguments.length > 0 && arguments[0].equals("up")) {
                            java.nio.file.Path ready = java.nio.file.Path.of(System.getProperty("tandem.ready"));
                            java.nio.file.Files.writeString(ready, "");
                        }
                    }
                }
                """);
        app = Files.createDirectories(home.resolve("local/target/app-1"));
        run("javac", "-encoding", "UTF-8", "-d", home.toString(), source.toString());
        run("jar", "cf", app.resolve("tandem.jar").toString(), "-C", home.toString(), "dev");
        Files.writeString(app.resolve("class-path"), app.resolve("tandem.jar").toString());
        Files.createDirectories(home.resolve("local/src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("local/pom.xml"), "");
        Files.writeString(home.resolve("local/target/tandem.built"), app.toString());
    }

    @Test
    void the_first_instance_leaves_an_archive_and_the_next_one_uses_it() throws Exception {
        assertThat(tandem("up")).isEqualTo("here …\n");
        assertThat(archives()).hasSize(1);

        assertThat(tandem("up", "-Xlog:class+load")).contains("dev.tandem.local.command.Tandem source: shared objects");
        assertThat(tandem("token")).isEqualTo("here …\n");
    }

    @Test
    void the_archive_of_an_instance_that_never_was_ready_is_made_anew() throws Exception {
        ProcessBuilder failing = script("up");
        failing.environment().put("FAILS", "1");
        assertThat(failing.start().waitFor()).isEqualTo(1);
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(archives().get(0), longAgo);

        assertThat(tandem("up")).isEqualTo("here …\n");

        assertThat(archives()).hasSize(1);
        assertThat(Files.getLastModifiedTime(archives().get(0))).isGreaterThan(longAgo);
    }

    @Test
    void what_it_prints_is_utf_8_where_there_is_no_locale() throws Exception {
        ProcessBuilder script = script("up");
        script.environment().keySet().removeIf(variable -> variable.startsWith("LC_") || variable.startsWith("LANG"));

        assertThat(ended(script)).isEqualTo("here …\n");
    }

    @Test
    void a_command_that_is_no_instance_leaves_none() throws Exception {
        assertThat(tandem("token")).isEqualTo("here …\n");

        assertThat(archives()).isEmpty();
    }

    @Test
    void a_damaged_archive_or_one_of_other_jars_is_passed_over_in_silence() throws Exception {
        tandem("up");
        tandem("up");
        Path archive = archives().get(0);
        byte[] whole = Files.readAllBytes(archive);

        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertThat(tandem("token")).isEqualTo("here …\n");
        assertThat(tandem("up")).isEqualTo("here …\n");

        Files.writeString(archive, "no archive at all");
        assertThat(tandem("up")).isEqualTo("here …\n");
        assertThat(tandem("token")).isEqualTo("here …\n");

        Files.write(archive, whole);
        run("jar", "uf", app.resolve("tandem.jar").toString(), "-C", home.toString(), "pom.xml");
        assertThat(tandem("up")).isEqualTo("here …\n");
    }

    @Test
    void a_first_start_builds_without_checks_and_says_what_it_is_doing() throws Exception {
        Files.delete(home.resolve("local/target/tandem.built"));
        maven("""
                echo "$@" >asked
                mkdir -p local/target/unchecked/lib
                cp local/target/app-1/tandem.jar local/target/unchecked/
                touch local/target/unchecked/lib/some.jar
                printf '\\033[0m\\033[0m[INFO] Scanning for projects...\\n'
                echo '[INFO] Downloading from central: somewhere/a.jar'
                echo '[INFO] Downloaded from central: somewhere/a.jar (1 kB at 1 kB/s)'
                echo '[INFO] Downloading from central: somewhere/b.jar'
                echo '[INFO] Building messaging 0.1.0-SNAPSHOT                      [3/11]'
                echo '[INFO] Building jar: /somewhere/messaging.jar'
                echo '[WARNING] somebody is deprecated'
                printf '\\033[0m\\033[0m'
                """);

        assertThat(tandem("up")).isEqualTo("""
                Building …
                Downloading libraries, which happens once …
                Building messaging (3 of 11) …
                here …
                """);
        assertThat(Files.readString(home.resolve("asked")))
                .contains("-Punchecked", "-T1C", "package -pl local -am")
                .doesNotContain("verify");
        assertThat(tandem("up")).isEqualTo("here …\n");
    }

    @Test
    void torture_is_built_without_checks_and_only_when_something_has_changed() throws Exception {
        Path source = Files.writeString(home.resolve("Torture.java"), """
                package dev.tandem.acceptance.torture;
                public class Torture {
                    public static void main(String[] arguments) {
                        System.out.println("torture " + String.join(" ", arguments));
                    }
                }
                """);
        Path classes = Files.createDirectories(home.resolve("acceptance/target/unchecked/test-classes"));
        run("javac", "-d", classes.toString(), source.toString());
        maven("""
                echo "$@" >asked
                touch acceptance/target/unchecked/class-path
                """);

        assertThat(tandem("torture", List.of("--list"))).isEqualTo("Building …\ntorture --list\n");
        assertThat(Files.readString(home.resolve("asked")))
                .contains("-Punchecked", "package -pl acceptance -am", "-Dtests.compiled=test-compile")
                .doesNotContain("-DskipTests");
        assertThat(tandem("torture", List.of("--list"))).isEqualTo("torture --list\n");
    }

    @Test
    void what_an_instance_writes_is_its_owners_alone() throws Exception {
        tandem("up");

        try (Stream<Path> files = Files.list(app)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("classes-")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .endsWith("------"));
        }
    }

    @Test
    void a_build_that_fails_says_why_and_is_begun_again() throws Exception {
        Files.delete(home.resolve("local/target/tandem.built"));
        maven("""
                echo '[INFO] Building contracts 0.1.0-SNAPSHOT                      [2/11]'
                echo '[ERROR] contracts/A.java:[1,2] ; expected'
                exit 1
                """);

        for (int time = 0; time < 2; time++) {
            Process process = script("up").redirectErrorStream(true).start();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("[ERROR] contracts/A.java:[1,2] ; expected\n", "tandem: The build failed; see above.\n")
                    .doesNotContain("here");
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    private void maven(String script) throws IOException {
        Path programs = Files.createDirectories(home.resolve("programs"));
        Path file = Files.writeString(programs.resolve("mvn"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** Returns the script's output and errors; options for Java come through the environment. */
    private String tandem(String command, String... options) throws Exception {
        ProcessBuilder script = script(command);
        if (options.length > 0) {
            script.environment().put("JDK_JAVA_OPTIONS", String.join(" ", options));
        }
        return ended(script);
    }

    private String tandem(String command, List<String> arguments) throws Exception {
        ProcessBuilder script = script(command);
        script.command().addAll(arguments);
        return ended(script);
    }

    private ProcessBuilder script(String command) {
        ProcessBuilder script = new ProcessBuilder(home.resolve("tandem").toString(), command);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.environment().put("PATH", home.resolve("programs") + ":" + System.getenv("PATH"));
        return script;
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
