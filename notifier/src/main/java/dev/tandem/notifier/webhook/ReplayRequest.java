package dev.tandem.notifier.webhook;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects the deliveries to send again: one, or those of all events since a point in time.
 *
 * @param after only deliveries with higher numbers, to continue an earlier replay
 */
record ReplayRequest(@Nullable Integer sequence, @Nullable Instant since, int after) {

    static ReplayRequest of(JsonObject body) {
        return Fields.read(body, fields -> {
            Integer sequence = fields.has("sequence") ? fields.integer("sequence", 1, Integer.MAX_VALUE, 1) : null;
            Instant since = fields.optionalTime("since");
            if (fields.has("sequence") == fields.has("since")) {
                fields.refuse("since", "one of sequence and since has to be given, and not both");
            }
            return new ReplayRequest(sequence, since, fields.integer("after", 0, Integer.MAX_VALUE, 0));
        });
    }
}
