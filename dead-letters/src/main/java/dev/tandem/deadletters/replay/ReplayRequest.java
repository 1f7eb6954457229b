package dev.tandem.deadletters.replay;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An operator's request to replay a letter.
 *
 * @param force true to replay even if the event could take effect twice: because inboxes no longer remember it, or because an
 *     earlier replay is unsettled and that one or this one is edited
 * @param reason required with force and with a payload
 * @param payload data that replaces the event's own
 */
record ReplayRequest(
        boolean force, @Nullable String reason, @Nullable JsonObject payload) {

    static final int LONGEST_REASON = 1_000;

    static ReplayRequest read(Fields fields) {
        ReplayRequest request = new ReplayRequest(
                fields.flag("force"), fields.optionalText("reason", LONGEST_REASON), fields.optionalObject("payload"));
        if (request.reason == null && (request.force || request.payload != null) && !fields.has("reason")) {
            fields.refuse("reason", "is missing: who forces or edits says why");
        }
        return request;
    }
}
