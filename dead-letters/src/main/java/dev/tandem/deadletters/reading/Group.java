package dev.tandem.deadletters.reading;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Letters with the same cause, consumer and type.
 *
 * @param waiting number of open or reopened letters
 * @param tenants number of affected workspaces
 * @param someTenants a few of these workspaces
 * @param newest the letter whose first arrival was the latest; serves as an example
 */
record Group(
        String fingerprint,
        @Nullable String consumer,
        @Nullable String type,
        long count,
        long waiting,
        long tenants,
        List<String> someTenants,
        Instant firstSeen,
        Instant lastSeen,
        UUID newest,
        String reason,
        @Nullable String errorType,
        String error) {

    static Group from(Row row) {
        String[] tenants = row.getArrayOfStrings("some_tenants");
        return new Group(
                row.getString("fingerprint"),
                row.getString("consumer"),
                row.getString("type"),
                row.getLong("letters"),
                row.getLong("waiting"),
                row.getLong("tenants"),
                tenants == null ? List.of() : List.of(tenants),
                Times.in(row, "first_seen"),
                Times.in(row, "last_seen"),
                row.getUUID("newest"),
                row.getString("reason"),
                row.getString("error_type"),
                row.getString("error"));
    }

    /** Links to exactly these letters: other consumers may have failed for the same cause. */
    private String letters() {
        return "/v1/admin/dead-letters?fingerprint=" + fingerprint + narrowed("consumer", consumer)
                + narrowed("type", type);
    }

    private static String narrowed(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("fingerprint", fingerprint)
                .put("consumer", consumer)
                .put("type", type)
                .put("count", count)
                .put("waiting", waiting)
                .put("tenantCount", tenants)
                .put("tenants", new JsonArray(someTenants))
                .put("firstSeen", firstSeen.toString())
                .put("lastSeen", lastSeen.toString())
                .put(
                        "sample",
                        new JsonObject()
                                .put("id", newest.toString())
                                .put("reason", reason)
                                .put("errorType", errorType)
                                .put("error", error))
                .put(
                        "links",
                        new JsonObject().put("letters", letters()).put("sample", "/v1/admin/dead-letters/" + newest));
    }
}
