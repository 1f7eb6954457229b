package dev.tandem.deadletters.consumers;

import dev.tandem.messaging.report.OutboxReport;
import dev.tandem.messaging.report.ServiceReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Shows one service's outbox. All its instances share it, so the newest report counts. */
record OutboxView(String service, List<ServiceReport> told) {

    JsonObject toJson(Instant now) {
        OutboxReport newest = told.stream()
                .filter(report -> !InstanceReport.stale(report, now))
                .max(Comparator.comparing(ServiceReport::at))
                .map(ServiceReport::outbox)
                .orElse(null);
        return new JsonObject()
                .put("service", service)
                .put("stale", newest == null)
                .put("messages", newest == null ? null : newest.messages())
                .put("oldestAgeSeconds", newest == null ? null : Numbers.rounded(newest.oldestAgeSeconds()))
                .put(
                        "instances",
                        new JsonArray(told.stream()
                                .map(report -> InstanceReport.instance(report, now)
                                        .put("partitionsHeld", report.outbox().partitionsHeld()))
                                .toList()));
    }
}
