package dev.tandem.deadletters.consumers;

import dev.tandem.messaging.report.ServiceReport;
import dev.tandem.messaging.watch.LagWatch.Outage;
import dev.tandem.messaging.watch.LagWatch.Sight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows all consumers and outboxes at one moment: the expected ones, whether or not they report, and any others that report.
 *
 * @param known queues that have a consumer
 * @param seen the observations of a queue
 * @param outage since when the broker is unavailable, and why; null while it is available
 * @param dead dead letters that wait for a decision, by the consumer's queue; consumers without any are missing
 */
record Overview(
        Set<String> known,
        List<ServiceReport> reports,
        Function<String, Sight> seen,
        @Nullable Outage outage,
        Map<String, Long> dead,
        Instant now) {

    JsonObject toJson() {
        return new JsonObject()
                .put("at", now.toString())
                .put(
                        "consumers",
                        new JsonArray(queues().stream().map(this::consumer).toList()))
                .put(
                        "outboxes",
                        new JsonArray(services().stream().map(this::outbox).toList()));
    }

    /** Returns one consumer; empty when it is unknown. */
    Optional<JsonObject> of(String queue) {
        return queues().contains(queue) ? Optional.of(consumer(queue)) : Optional.empty();
    }

    private Set<String> queues() {
        Set<String> queues = new TreeSet<>(known);
        told().forEach(each -> queues.add(each.consumer().queue()));
        return queues;
    }

    private Set<String> services() {
        Set<String> services = new TreeSet<>();
        known.forEach(queue -> services.add(ConsumerView.service(queue)));
        reports.forEach(report -> services.add(report.service()));
        return services;
    }

    private JsonObject consumer(String queue) {
        List<InstanceReport> own =
                told().filter(each -> each.consumer().queue().equals(queue)).toList();
        return new ConsumerView(queue, own, seen.apply(queue), outage, dead.getOrDefault(queue, 0L)).toJson(now);
    }

    private JsonObject outbox(String service) {
        return new OutboxView(
                        service,
                        reports.stream()
                                .filter(report -> report.service().equals(service))
                                .toList())
                .toJson(now);
    }

    private Stream<InstanceReport> told() {
        return reports.stream()
                .flatMap(report -> report.consumers().stream().map(consumer -> new InstanceReport(report, consumer)));
    }
}
