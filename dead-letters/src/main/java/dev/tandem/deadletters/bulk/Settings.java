package dev.tandem.deadletters.bulk;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Sets the pace and the limits of a bulk replay.
 *
 * @param canary sizes of the steps before the last, which claims all remaining letters
 * @param ratePerSecond maximum number of letters claimed in any second
 * @param stopOnFailureRatio share of failed replays, 0 to 1, above which the bulk replay stops
 * @param force true to include letters that could take effect twice: older than inboxes remember, or replaced by an edited
 *     event whose outcome is unknown
 */
record Settings(List<Integer> canary, int ratePerSecond, double stopOnFailureRatio, boolean force) {

    private static final List<Integer> USUAL_CANARY = List.of(1, 10, 100);
    private static final int USUAL_RATE = 50;
    private static final int HIGHEST_RATE = 1_000;
    private static final double USUAL_RATIO = 0.1;
    private static final int MOST_STEPS = 10;
    private static final int LARGEST_STEP = 100_000;

    Settings {
        canary = List.copyOf(canary);
    }

    static Settings read(Fields fields) {
        List<Integer> canary = fields.optionalCounts("canary", MOST_STEPS, LARGEST_STEP);
        return new Settings(
                canary == null ? USUAL_CANARY : canary,
                fields.integer("ratePerSecond", 1, HIGHEST_RATE, USUAL_RATE),
                fields.ratio("stopOnFailureRatio", USUAL_RATIO),
                fields.flag("force"));
    }

    static Settings from(JsonObject json) {
        return new Settings(
                json.getJsonArray("canary").stream().map(Integer.class::cast).toList(),
                json.getInteger("ratePerSecond"),
                json.getDouble("stopOnFailureRatio"),
                json.getBoolean("force"));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("canary", new JsonArray(canary))
                .put("ratePerSecond", ratePerSecond)
                .put("stopOnFailureRatio", stopOnFailureRatio)
                .put("force", force);
    }
}
