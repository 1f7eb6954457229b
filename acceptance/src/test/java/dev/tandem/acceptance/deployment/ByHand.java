package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Executes a Dockerfile in plain directories. The context is every file that git tracks or would add, except those in {@code
 * .dockerignore}; one directory stands for the roots of all stages.
 */
final class ByHand {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path context;
    private final Path root;
    private final Path images;

    ByHand(Path directory) throws IOException {
        this.context = Files.createDirectory(directory.resolve("context"));
        this.root = Files.createDirectory(directory.resolve("root"));
        this.images = Files.createDirectory(directory.resolve("images"));
        for (String file : sources()) {
            copy(Repository.path(file), context.resolve(file));
        }
    }

    /** Every COPY and RUN, in order. */
    void run(ContainerFile.Stage stage, String service) {
        for (ContainerFile.Instruction instruction : stage.instructions()) {
            switch (instruction.name()) {
                case "COPY" -> copy(instruction, work(stage));
                case "RUN" -> succeed(step(stage, instruction.text(), service));
                default -> {}
            }
        }
    }

    /** The last RUN only, which alone knows the service. */
    void choose(ContainerFile.Stage stage, String service) {
        succeed(attempt(stage, service));
    }

    Programs.Result attempt(ContainerFile.Stage stage, String service) {
        List<String> steps = stage.all("RUN").toList();
        return step(stage, steps.get(steps.size() - 1), service);
    }

    /** What the COPYs of that stage take from those before. */
    Path image(ContainerFile.Stage stage, String service) {
        Path image = images.resolve(service);
        stage.instructions().stream()
                .filter(instruction -> instruction.name().equals("COPY"))
                .forEach(instruction -> copy(instruction, image));
        return image;
    }

    static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path work(ContainerFile.Stage stage) {
        return root.resolve(relative(stage.one("WORKDIR")));
    }

    private Programs.Result step(ContainerFile.Stage stage, String command, String service) {
        return Programs.run(
                work(stage),
                PATIENCE,
                List.of("sh", "-c", command),
                Map.of(
                        "SERVICE",
                        service,
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "MAVEN_FLAGS",
                        "-o -Dmaven.repo.local=" + System.getProperty("localRepository")));
    }

    private static void succeed(Programs.Result result) {
        assertThat(result.code()).as(result.output()).isZero();
    }

    private static List<String> sources() {
        Programs.Result listed = Programs.run(
                Repository.ROOT,
                Duration.ofSeconds(30),
                List.of("git", "ls-files", "--cached", "--others", "--exclude-standard"));
        succeed(listed);
        List<PathMatcher> ignored = Repository.text(".dockerignore")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:{" + line + "," + line + "/**}"))
                .toList();
        return listed.output()
                .lines()
                .filter(file -> Files.isRegularFile(Repository.path(file)))
                .filter(file -> ignored.stream().noneMatch(pattern -> pattern.matches(Path.of(file))))
                .toList();
    }

    private static String relative(String absolute) {
        return absolute.replaceFirst("^/", "");
    }

    /** {@code COPY FROM TO}, of a file or of what is in a directory, empty directories too. */
    private void copy(ContainerFile.Instruction instruction, Path to) {
        List<String> arguments = instruction.arguments();
        Path from = instruction.text().startsWith("--from=") ? root : context;
        Path source = from.resolve(relative(arguments.get(0))).normalize();
        Path target = to.resolve(arguments.get(1)).normalize();
        if (Files.isRegularFile(source)) {
            boolean into = arguments.get(1).endsWith("/");
            copy(source, into ? target.resolve(source.getFileName()) : target);
            return;
        }
        try (Stream<Path> found = Files.walk(source)) {
            for (Path path : (Iterable<Path>) found::iterator) {
                Path copied = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copied);
                } else {
                    copy(path, copied);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path source, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
