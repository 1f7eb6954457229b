package dev.tandem.messaging.report;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Report of the outbox table, which all instances of a service share.
 *
 * @param messages the number in the table; null while it cannot be read
 * @param oldestAgeSeconds the age of the oldest message, 0 without one; it also grows while the table cannot be read
 * @param partitionsHeld the number of partitions from which this instance publishes
 */
public record OutboxReport(@Nullable Long messages, double oldestAgeSeconds, int partitionsHeld) {

    JsonObject toJson() {
        return new JsonObject()
                .put("messages", messages)
                .put("oldestAgeSeconds", oldestAgeSeconds)
                .put("partitionsHeld", partitionsHeld);
    }

    static OutboxReport of(JsonObject json) {
        return new OutboxReport(
                json.getLong("messages"), json.getDouble("oldestAgeSeconds"), json.getInteger("partitionsHeld"));
    }
}
