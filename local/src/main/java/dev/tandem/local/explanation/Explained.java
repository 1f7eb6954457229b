package dev.tandem.local.explanation;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Renders an answer of {@code GET /v1/admin/why/{id}} as lines: what happened, why, how it went, and what to do. */
public final class Explained {

    private static final int LONGEST_ERROR = 160;

    private final JsonObject explanation;
    private final String command;
    private final URI api;

    /**
     * @param json the instance's answer
     * @param command the command that calls this program, for command lines that can be pasted
     * @param api address of the instance's API
     */
    public Explained(String json, String command, URI api) {
        this.explanation = new JsonObject(json);
        this.command = command;
        this.api = api;
    }

    /** Returns the detail of a problem, or the text itself when it is no problem. */
    public static String detail(String problem) {
        try {
            JsonObject json = new JsonObject(problem);
            return json.getString("detail", json.getString("title", problem));
        } catch (DecodeException noJson) {
            return problem;
        }
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        section(lines, "what", texts("summary"));
        section(lines, "why", texts("causes"));
        section(lines, "attempts", attempts());
        section(lines, "traces", traces());
        section(lines, "do", mend());
        section(lines, "unknown", unavailable());
        return lines;
    }

    private static void section(List<String> lines, String name, Stream<String> texts) {
        String before = name;
        for (String text : texts.toList()) {
            lines.add(String.format("%-9s %s", before, text).stripTrailing());
            before = "";
        }
    }

    private Stream<String> texts(String member) {
        return explanation.getJsonArray(member).stream().map(Object::toString);
    }

    private Stream<JsonObject> objects(String member) {
        return explanation.getJsonArray(member).stream().map(JsonObject.class::cast);
    }

    private Stream<String> attempts() {
        return objects("deadLetters")
                .flatMap(letter -> letter.getJsonArray("attemptHistory", new JsonArray()).stream())
                .map(JsonObject.class::cast)
                .map(attempt -> attempt.getString("at") + "  " + shortened(attempt.getString("error", "")));
    }

    private Stream<String> traces() {
        return Stream.concat(
                objects("operations").map(operation -> command + " trace " + operation.getString("id") + port()),
                explanation.getJsonObject("traces").getJsonArray("ids").stream().map(id -> "trace " + id));
    }

    private Stream<String> mend() {
        return objects("mend").flatMap(mend -> {
            String href = mend.getString("href");
            String what = mend.getString("what") + " (" + mend.getString("runbook") + ")";
            return href == null
                    ? Stream.of(what)
                    : Stream.of(
                            what,
                            "curl -sS -X POST -H \"Authorization: Bearer $(" + command + " token operator --ops"
                                    + port() + ")\" " + api.resolve(href));
        });
    }

    private Stream<String> unavailable() {
        return texts("unavailable").map(service -> service + " did not answer; it may know more");
    }

    private String port() {
        return api.getPort() == 8080 ? "" : " --port " + api.getPort();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR - 1) + "…";
    }
}
