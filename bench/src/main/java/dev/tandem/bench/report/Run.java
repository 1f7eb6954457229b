package dev.tandem.bench.report;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The circumstances of a run.
 *
 * @param command the command, ready to paste
 * @param commit the commit of the code, or {@code unknown}
 * @param conditions what a reader must know, in a sentence or two each
 */
public record Run(String command, Machine machine, Instant date, String commit, List<String> conditions) {

    /** A page of Markdown about the run. */
    String page(String title, String body) {
        return "# " + title + "\n\n```\n" + command + "\n```\n\n" + body + "\nOn " + machine.describe() + "; commit "
                + commit + "; " + date.truncatedTo(ChronoUnit.SECONDS) + ".\n\n"
                + conditions.stream().map(each -> "- " + each + "\n").collect(Collectors.joining());
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("command", command)
                .put("machine", JsonObject.mapFrom(machine))
                .put("date", date.toString())
                .put("commit", commit);
    }
}
