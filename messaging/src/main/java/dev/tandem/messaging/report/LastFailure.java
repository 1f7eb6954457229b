package dev.tandem.messaging.report;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time and the cause of a consumer's last failed delivery, be it retried or dead-lettered. */
public record LastFailure(Instant at, String error) {

    public JsonObject toJson() {
        return new JsonObject().put("at", at.toString()).put("error", error);
    }

    static @Nullable LastFailure of(@Nullable JsonObject json) {
        return json == null ? null : new LastFailure(json.getInstant("at"), json.getString("error"));
    }
}
