package dev.tandem.deadletters.bulk;

import dev.tandem.deadletters.letter.Selection;
import dev.tandem.kit.request.Fields;
import org.jspecify.annotations.Nullable;

/** An operator's request for a bulk replay. */
record BulkRequest(
        Selection selector,
        boolean dryRun,
        Settings settings,
        @Nullable String reason) {

    private static final int LONGEST_REASON = 1_000;

    static BulkRequest read(Fields fields) {
        BulkRequest request = new BulkRequest(
                fields.within("selector", Selection::in),
                fields.flag("dryRun"),
                Settings.read(fields),
                fields.optionalText("reason", LONGEST_REASON));
        if (request.settings.force() && !request.dryRun && !fields.has("reason")) {
            fields.refuse("reason", "is missing: who forces says why");
        }
        return request;
    }
}
