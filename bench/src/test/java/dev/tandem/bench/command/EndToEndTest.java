package dev.tandem.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a whole, with real processes on real back ends. */
@Tag("long")
@Timeout(240)
class EndToEndTest {

    private static final String FEW = "--users 4 --seconds 3 --think 0.5 --mail-ms 20";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void both_sides_are_measured_and_end() throws Exception {
        long childrenBefore = ProcessHandle.current().descendants().count();

        int exit = Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute((FEW + " --cold --out " + directory).split(" "));

        assertThat(exit).as(err.toString()).isZero();
        List<JsonObject> rows = Files.readAllLines(directory.resolve("results.jsonl")).stream()
                .skip(1)
                .map(JsonObject::new)
                .toList();
        assertThat(rows).extracting(row -> row.getString("side")).containsExactly("request-driven", "tandem");
        assertThat(rows).allSatisfy(row -> {
            JsonObject measured = row.getJsonObject("measurement");
            assertThat(measured.getLong("answered"))
                    .as(measured.encode())
                    .isPositive()
                    .isEqualTo(measured.getLong("asked"));
        });
        JsonObject baseline = rows.get(0).getJsonObject("measurement");
        assertThat(baseline.getJsonObject("answersMs").getDouble("p50")).isGreaterThan(4 * 20);
        JsonObject tandem = rows.get(1).getJsonObject("measurement");
        assertThat(tandem.getJsonObject("doneMs").getLong("count")).isPositive();
        assertThat(tandem.getLong("unfinished")).isZero();
        assertThat(out.toString()).contains("| 4 users | request-driven |", "| 4 users | tandem ");
        assertThat(directory.resolve("chart.svg")).exists();
        assertThat(ProcessHandle.current().descendants().count()).isEqualTo(childrenBefore);
    }
}
