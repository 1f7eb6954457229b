package dev.tandem.gateway.erasure;

import dev.tandem.contracts.TandemService;
import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The erasure of a person at an operator's request. Holds the pseudonym, and nothing that leads to the person.
 *
 * @param requestedBy the first operator to request it
 * @param askedAgain when it was last requested again; null if it was requested once
 * @param answers the answers of the services that are done, by service name
 */
record Erasure(
        UUID id,
        String pseudonym,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant askedAgain,
        Map<String, Answer> answers) {

    static final String PATH = "/v1/admin/erasures";

    /** All services that store personal data. */
    private static final List<String> SERVICES = TandemService.names();

    /** Matches the retention policy of the stream. */
    private static final Duration LOG_KEPT = Duration.ofDays(30);

    /** @param rows number of changed or deleted rows, by table */
    record Answer(JsonObject rows, Instant at) {}

    static Erasure of(Row row, Map<String, Answer> answers) {
        return new Erasure(
                row.getUUID("id"),
                row.getString("pseudonym"),
                row.getString("requested_by"),
                Times.in(row, "requested_at"),
                Times.optionalIn(row, "asked_again"),
                answers);
    }

    private List<String> missing() {
        return SERVICES.stream()
                .filter(service -> !answers.containsKey(service))
                .toList();
    }

    JsonObject toJson() {
        boolean done = missing().isEmpty();
        JsonArray services = new JsonArray();
        for (String service : SERVICES) {
            Answer answer = answers.get(service);
            services.add(new JsonObject()
                    .put("service", service)
                    .put("done", answer != null)
                    .put("doneAt", answer == null ? null : answer.at())
                    .put("rows", answer == null ? new JsonObject() : answer.rows()));
        }
        return new JsonObject()
                .put("id", id.toString())
                .put("kind", "erasure")
                .put("status", done ? "succeeded" : "running")
                .put("done", done)
                .put("pseudonym", pseudonym)
                .put("requestedBy", requestedBy)
                .put("requestedAt", requestedAt)
                .put("askedAgainAt", askedAgain)
                .put("services", services)
                .put("missing", new JsonArray(missing()))
                .put("remains", remains())
                .put("links", new JsonObject().put("self", PATH + "/" + id));
    }

    private JsonArray remains() {
        return new JsonArray()
                .add(remains(
                        "the log of events",
                        requestedAt.plus(LOG_KEPT),
                        "It cannot be changed. What is built from it leaves the person out."))
                .add(
                        remains(
                                "messages that no consumer has taken yet, and those that nobody can read",
                                null,
                                "They are read without the person, or are kept as dead letters without an id that could be found."))
                .add(remains(
                        "what others wrote",
                        null,
                        "Titles, descriptions and names of projects belong to the workspace."))
                .add(remains(
                        "backups, logs and traces, and the refused requests that each instance remembers in memory",
                        null,
                        "Kept outside of the databases. Ask for the erasure again after a backup was restored."));
    }

    private static JsonObject remains(String where, @Nullable Instant until, String why) {
        return new JsonObject().put("where", where).put("until", until).put("why", why);
    }
}
