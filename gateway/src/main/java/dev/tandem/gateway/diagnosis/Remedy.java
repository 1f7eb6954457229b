package dev.tandem.gateway.diagnosis;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A way to mend what was found.
 *
 * @param href where a POST does it; null where it is not done over HTTP
 * @param runbook the section of {@code docs/operations.md} that tells more
 */
record Remedy(String what, @Nullable String href, String runbook) {

    /** A letter is sent again. */
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
