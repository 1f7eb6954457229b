package dev.tandem.bench.report;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.load.Measurement;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Measurement of Tandem under one load, beside one mail server.
 *
 * @param server a few words about the mail server
 * @param entered mails that the load led to, including those of the time before it was measured
 * @param sent number of these mails that the mail server had accepted when the load ended
 * @param rest time from the end of the load until no mail waited, with a quick mail server
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
