package dev.tandem.deadletters.consumers;

import dev.tandem.messaging.report.ConsumerReport;
import dev.tandem.messaging.report.ConsumerReport.State;
import dev.tandem.messaging.report.CriticalTimes;
import dev.tandem.messaging.report.DeliveryCounts;
import dev.tandem.messaging.report.LastFailure;
import dev.tandem.messaging.report.RecentDeliveries.Window;
import dev.tandem.messaging.watch.LagWatch.Outage;
import dev.tandem.messaging.watch.LagWatch.Sight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows one consumer across all its instances.
 *
 * @param told the instances' reports about this consumer
 * @param seen the observations of its queue
 * @param outage since when the broker is unavailable, and why; null while it is available
 * @param dead number of its dead letters that wait for a decision
 */
record ConsumerView(
        String queue,
        List<InstanceReport> told,
        Sight seen,
        @Nullable Outage outage,
        long dead) {

    private static final String SILENT = "silent";
    private static final String DISCONNECTED = "disconnected";

    /**
     * Writes the consumer as operators see it. If no instance has reported lately, the consumer is stale and its own numbers
     * are null; the observations of its queue stay valid. Its state is then {@code disconnected} if the broker, over which
     * reports come, is unavailable, and otherwise {@code silent}.
     */
    JsonObject toJson(Instant now) {
        List<ConsumerReport> fresh = told.stream()
                .filter(each -> !InstanceReport.stale(each.report(), now))
                .map(InstanceReport::consumer)
                .toList();
        Shown state = state(fresh);
        return new JsonObject()
                .put("consumer", queue)
                .put("service", service(queue))
                .put("stale", fresh.isEmpty())
                .put("state", state.text)
                .put("stateSince", state.since == null ? null : state.since.toString())
                .put("stateReason", state.reason)
                .put("paused", fresh.isEmpty() ? null : fresh.stream().anyMatch(ConsumerReport::paused))
                .put("pausedOn", pausedOn(fresh))
                .put("criticalTime", criticalTime(fresh))
                .put("oldestUnprocessedSeconds", Numbers.rounded(seen.lagSeconds()))
                .put("depth", seen.messages())
                .put("held", sum(fresh, ConsumerReport::held))
                .put("delayed", sum(fresh, ConsumerReport::delayed))
                .put("dead", dead)
                .put("subscribers", seen.consumers())
                .put("ratePerSecond", rate(fresh))
                .put("attempts", attempts(fresh))
                .put("lastFailure", lastFailure(fresh))
                .put(
                        "instances",
                        new JsonArray(
                                told.stream().map(each -> each.toJson(now)).toList()));
    }

    private Shown state(List<ConsumerReport> fresh) {
        Optional<State> worst = fresh.stream().map(ConsumerReport::state).max(Comparator.naturalOrder());
        if (worst.isPresent()) {
            return new Shown(worst.get().text(), null, null);
        }
        return outage == null
                ? new Shown(SILENT, lastReport(), null)
                : new Shown(DISCONNECTED, outage.since(), outage.why());
    }

    private @Nullable Instant lastReport() {
        return told.stream()
                .map(each -> each.report().at())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private record Shown(
            String text, @Nullable Instant since, @Nullable String reason) {}

    /** Returns the service of a queue, named {@code <service>.<purpose>}. */
    static String service(String queue) {
        return queue.split("\\.", 2)[0];
    }

    /** Null when no instance reports the number. */
    private static @Nullable Long sum(List<ConsumerReport> fresh, Function<ConsumerReport, @Nullable Long> number) {
        return fresh.stream()
                .map(number)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }

    private static @Nullable String pausedOn(List<ConsumerReport> fresh) {
        return fresh.stream()
                .map(ConsumerReport::pausedOn)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static JsonObject criticalTime(List<ConsumerReport> fresh) {
        CriticalTimes times = new CriticalTimes();
        fresh.forEach(each -> times.add(each.recent().criticalTimes()));
        boolean some = times.count() > 0;
        return new JsonObject()
                .put("p50Ms", some ? Numbers.rounded(times.millis(50)) : null)
                .put("p99Ms", some ? Numbers.rounded(times.millis(99)) : null)
                .put("samples", fresh.isEmpty() ? null : times.count())
                .put(
                        "windowSeconds",
                        fresh.stream()
                                .map(each -> (long) each.recent().seconds())
                                .max(Comparator.naturalOrder())
                                .orElse(null));
    }

    private static @Nullable Double rate(List<ConsumerReport> fresh) {
        return fresh.isEmpty()
                ? null
                : Numbers.rounded(fresh.stream()
                        .mapToDouble(each -> each.recent().perSecond())
                        .sum());
    }

    private static @Nullable JsonObject lastFailure(List<ConsumerReport> fresh) {
        return fresh.stream()
                .map(each -> each.recent().lastFailure())
                .filter(Objects::nonNull)
                .max(Comparator.comparing(LastFailure::at))
                .map(LastFailure::toJson)
                .orElse(null);
    }

    private static JsonObject attempts(List<ConsumerReport> fresh) {
        return fresh.stream()
                .map(ConsumerReport::recent)
                .map(Window::deliveries)
                .reduce(DeliveryCounts::plus)
                .map(DeliveryCounts::toJson)
                .orElseGet(() -> new JsonObject()
                        .putNull("done")
                        .putNull("duplicate")
                        .putNull("retry")
                        .putNull("deadLetter"));
    }
}
