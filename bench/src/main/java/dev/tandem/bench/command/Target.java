package dev.tandem.bench.command;

import dev.tandem.bench.load.Caller;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/** A system that is ready to be measured. */
record Target(URI uri, List<Caller> callers) {

    /** Reads the target from the line that the system's process prints. */
    static Target fromJson(JsonObject ready) {
        return ofCallers("callers", ready);
    }

    /** Reads the same target, with callers who want mail. */
    static Target mailed(JsonObject ready) {
        return ofCallers("mailed", ready);
    }

    private static Target ofCallers(String member, JsonObject ready) {
        return new Target(
                URI.create(ready.getString("target")),
                ready.getJsonArray(member).stream()
                        .map(each -> ((JsonObject) each).mapTo(Caller.class))
                        .toList());
    }
}
