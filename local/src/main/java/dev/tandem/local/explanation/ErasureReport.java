package dev.tandem.local.explanation;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Renders the result of an erasure as lines: what was changed where, which services are not done, and what remains until
 * when.
 */
public final class ErasureReport {

    private final JsonObject erasure;

    /** @param json the instance's answer */
    public ErasureReport(String json) {
        this.erasure = new JsonObject(json);
    }

    public boolean done() {
        return erasure.getBoolean("done");
    }

    public String address() {
        return erasure.getJsonObject("links").getString("self");
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("erased    known as " + erasure.getString("pseudonym") + " from now on");
        erasure.getJsonArray("services").forEach(each -> lines.add(service((JsonObject) each)));
        erasure.getJsonArray("remains").forEach(each -> lines.add(remains((JsonObject) each)));
        return lines;
    }

    private static String service(JsonObject service) {
        String rows = service.getJsonObject("rows").stream()
                .map(table -> table.getKey() + " " + table.getValue())
                .collect(Collectors.joining(", "));
        String said =
                service.getBoolean("done") ? rows.isEmpty() ? "nothing to change" : "rows: " + rows : "not done yet";
        return String.format("%-18s %s", service.getString("service"), said);
    }

    private static String remains(JsonObject remains) {
        String until = remains.getString("until");
        return "remains   " + remains.getString("where") + (until == null ? "" : " until " + until) + ". "
                + remains.getString("why");
    }
}
