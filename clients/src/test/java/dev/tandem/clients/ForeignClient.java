package dev.tandem.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs of other languages, which are told by their environment where the system is and who its users are.
 *
 * @param directory where they run
 */
record ForeignClient(Path directory, UnreliableWay way) {

    /** What the command prints. Fails, and shows it, unless the command ends well within two minutes. */
    String run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        ProcessBuilder building = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        building.environment()
                .putAll(Map.of(
                        "TANDEM", TheSystem.get().baseUri().toString(),
                        "WAY", way.address().toString(),
                        "CONTROL", way.control().toString(),
                        "TOKENS", tokens()));
        Process process = building.start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(ended ? process.exitValue() : -1)
                .as("%s:%n%s", String.join(" ", command), printed)
                .isZero();
        return printed;
    }

    private static String tokens() {
        JsonObject tokens = new JsonObject();
        Stream.of("alice", "bob", "carol").forEach(user -> tokens.put(user, TheSystem.token(user)));
        return tokens.encode();
    }
}
