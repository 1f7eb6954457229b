package dev.tandem.deadletters.bulk;

import dev.tandem.deadletters.letter.Conditions;
import dev.tandem.deadletters.letter.Selection;
import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonObject;

/**
 * Selects the letters of a bulk replay among those that wait for a decision.
 *
 * @param all whether a missing condition is intended, and not an oversight
 */
record Selector(Selection selection, boolean all) {

    static Selector read(Fields fields) {
        Selector selector = new Selector(Selection.in(fields), fields.flag("all"));
        if (selector.selection.isEmpty() && !selector.all && fields.sound()) {
            fields.refuse("all", "is missing: a selector without any condition takes everything, and has to say so");
        }
        return selector;
    }

    static Selector from(JsonObject json) {
        return Fields.read(json, Selector::read);
    }

    JsonObject toJson() {
        JsonObject json = selection.toJson();
        return all ? json.put("all", true) : json;
    }

    Conditions conditions() {
        return selection.conditions();
    }
}
