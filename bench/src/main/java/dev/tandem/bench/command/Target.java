package dev.tandem.bench.command;

import dev.tandem.bench.load.Caller;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/** A system that is ready to be measured. */
record Target(URI uri, List<Caller> callers) {

    /** Reads the line that its process prints. */
    static Target fromJson(JsonObject ready) {
        return new Target(
                URI.create(ready.getString("target")),
                ready.getJsonArray("callers").stream()
                        .map(each -> ((JsonObject) each).mapTo(Caller.class))
                        .toList());
    }
}
