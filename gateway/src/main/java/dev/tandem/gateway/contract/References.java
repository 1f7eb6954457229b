package dev.tandem.gateway.contract;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Resolves the {@code $ref}s of the contract. */
final class References {

    private References() {}

    /** Null if the reference leads out of the contract or to nothing. */
    static @Nullable JsonObject lookUp(String reference, JsonObject contract) {
        JsonObject found = contract;
        for (String step : reference.substring(reference.indexOf('#') + 1).split("/", -1)) {
            found = step.isEmpty() || found == null ? found : found.getJsonObject(step);
        }
        return reference.startsWith("#/") ? found : null;
    }
}
