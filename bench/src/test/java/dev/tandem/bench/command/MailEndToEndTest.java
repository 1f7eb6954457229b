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

/** {@code --mail} as a whole, with real processes on real back ends, and a real mail server. */
@Tag("long")
@Timeout(400)
class MailEndToEndTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whole_teams_are_mailed_by_servers_of_every_pace_and_each_mail_arrives_once() throws Exception {
        int exit = Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(("--mail --rate 5 --seconds 2 --out " + directory).split(" "));

        assertThat(exit).as(err.toString()).isZero();
        List<JsonObject> lines = Files.readAllLines(directory.resolve("results.jsonl")).stream()
                .skip(1)
                .map(JsonObject::new)
                .toList();
        List<JsonObject> rows = lines.subList(0, lines.size() - 1);
        assertThat(rows)
                .extracting(row -> row.getString("mailServer"))
                .containsExactly("no mail", "quick", "slow", "hanging", "no mail again");
        assertThat(rows).allSatisfy(row -> {
            JsonObject measured = row.getJsonObject("measurement");
            assertThat(measured.getLong("answered"))
                    .as(measured.encode())
                    .isPositive()
                    .isEqualTo(measured.getLong("asked"));
        });
        assertThat(rows).extracting(row -> row.getLong("entered") > 0).containsExactly(false, true, true, true, false);
        assertThat(rows.get(3).getLong("sent")).as("sent by a hanging server").isZero();
        JsonObject mails = lines.get(lines.size() - 1).getJsonObject("mails");
        assertThat(mails.getBoolean("even")).as(mails.encode()).isTrue();
        assertThat(mails.getLong("due")).isPositive();
        assertThat(out.toString()).contains("| hanging ", "each had arrived at its receiver's address, once.");
        assertThat(directory.resolve("chart.svg")).doesNotExist();
    }
}
