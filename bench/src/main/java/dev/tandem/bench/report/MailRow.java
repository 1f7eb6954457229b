package dev.tandem.bench.report;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.load.Measurement;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Measurement of Tandem under one load, beside one mail server.
 *
 * @param server a few words about the mail server
 * @param entered mails that the load led to, the time before it was measured included
 * @param sent how many of them the mail server had taken when the load ended
 * @param rest from the end of the load until none of them waited, with a quick mail server
 */
public record MailRow(
        String server, Arrivals arrivals, Measurement measurement, long entered, long sent, Duration rest) {

    JsonObject toJson() {
        return new JsonObject()
                .put("mailServer", server)
                .put("arrivals", arrivals.toJson())
                .put("measurement", JsonObject.mapFrom(measurement))
                .put("entered", entered)
                .put("sent", sent)
                .put("restMs", rest.toMillis());
    }
}
