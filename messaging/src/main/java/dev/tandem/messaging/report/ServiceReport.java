package dev.tandem.messaging.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Report of one instance of a service at one moment.
 *
 * @param instance a new one at every start
 * @param number grows with each report; a later report replaces earlier ones
 */
public record ServiceReport(
        String service, UUID instance, long number, Instant at, OutboxReport outbox, List<ConsumerReport> consumers) {

    public ServiceReport {
        consumers = List.copyOf(consumers);
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("service", service)
                .put("instance", instance.toString())
                .put("number", number)
                .put("at", at.toString())
                .put("outbox", outbox.toJson())
                .put(
                        "consumers",
                        new JsonArray(
                                consumers.stream().map(ConsumerReport::toJson).toList()));
    }

    /**
     * Reads the output of {@link #toJson}; unknown members are ignored.
     *
     * @throws IllegalArgumentException when the JSON is not a report
     */
    public static ServiceReport of(JsonObject json) {
        try {
            return new ServiceReport(
                    Objects.requireNonNull(json.getString("service"), "service"),
                    UUID.fromString(json.getString("instance")),
                    json.getLong("number"),
                    Instant.parse(json.getString("at")),
                    OutboxReport.of(json.getJsonObject("outbox")),
                    json.getJsonArray("consumers").stream()
                            .map(JsonObject.class::cast)
                            .map(ConsumerReport::of)
                            .toList());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("This is not a report of a service: " + e.getMessage(), e);
        }
    }
}
