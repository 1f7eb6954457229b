package dev.tandem.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the day in {@code src/test/typescript}. Skipped where npm is not installed. */
final class TypeScriptClientTest {

    private static final Path SOURCES = Path.of("src/test/typescript");
    private static final Path PROJECT = Path.of("target/typescript");
    private static final Path CONTRACT = Path.of(System.getProperty("tandem.definitions"))
            .resolveSibling("../gateway/src/main/resources/openapi.yaml");

    private final UnreliableWay way = new UnreliableWay(TheSystem.get().baseUri());

    @BeforeEach
    void npmIsThere() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "npm"))),
                "npm is not installed");
    }

    @AfterEach
    void close() {
        way.close();
    }

    @Test
    void a_team_lives_through_a_day_a_lost_answer_a_broken_stream_and_refusals() throws Exception {
        copySources();
        ForeignClient client = new ForeignClient(PROJECT, way);
        client.run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
        client.run("npm", "run", "build");

        assertThat(client.run("npm", "run", "day")).contains("The day is over.");
    }

    private static void copySources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                copy(each, PROJECT.resolve(SOURCES.relativize(each)));
            }
        }
        copy(CONTRACT, PROJECT.resolve("contract/openapi.yaml"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
