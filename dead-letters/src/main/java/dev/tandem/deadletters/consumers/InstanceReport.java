package dev.tandem.deadletters.consumers;

import dev.tandem.messaging.report.ConsumerReport;
import dev.tandem.messaging.report.ServiceReport;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** One instance's report about one of its consumers. */
record InstanceReport(ServiceReport report, ConsumerReport consumer) {

    private static final Duration FRESH = Duration.ofSeconds(15);

    /** Returns true if the report is outdated. Instances report every five seconds, so three reports are missing by then. */
    static boolean stale(ServiceReport report, Instant now) {
        return report.at().isBefore(now.minus(FRESH));
    }

    JsonObject toJson(Instant now) {
        return instance(report, now)
                .put("state", consumer.state().text())
                .put("pausedOn", consumer.pausedOn())
                .put("held", consumer.held())
                .put("heldOldestAgeSeconds", consumer.heldOldestAgeSeconds())
                .put("delayed", consumer.delayed());
    }

    static JsonObject instance(ServiceReport report, Instant now) {
        return new JsonObject()
                .put("instance", report.instance().toString())
                .put("reportedAt", report.at().toString())
                .put("stale", stale(report, now));
    }
}
