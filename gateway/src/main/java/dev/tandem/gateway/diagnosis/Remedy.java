package dev.tandem.gateway.diagnosis;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A way to fix what was found.
 *
 * @param href the address to POST to; null if it is not done over HTTP
 * @param runbook the section of {@code docs/operations.md} with the details
 */
record Remedy(String what, @Nullable String href, String runbook) {

    /** Replays a letter. */
    static Remedy replay(JsonObject letter) {
        return new Remedy(
                "Mend the cause, then have it sent again.",
                "/v1/admin/dead-letters/" + letter.getString("id") + ":replay",
                "deadletters");
    }

    static Remedy byRunbook(String what, String section) {
        return new Remedy(what, null, section);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject().put("what", what);
        if (href != null) {
            json.put("method", "POST").put("href", href);
        }
        return json.put("runbook", "docs/operations.md#" + runbook);
    }
}
