package dev.tandem.bench.report;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.load.Measurement;
import io.vertx.core.json.JsonObject;

/** Measurement of one side under one load. */
public record Row(Arrivals arrivals, Side side, Measurement measurement) {

    public JsonObject toJson() {
        return new JsonObject()
                .put("side", side.label())
                .put("arrivals", arrivals.toJson())
                .put("measurement", JsonObject.mapFrom(measurement));
    }
}
