package dev.tandem.messaging.report;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Report of one consumer of one instance.
 *
 * @param queue the queue that it consumes
 * @param pausedOn the dependency whose outage pauses it; null while it is not paused
 * @param held the number of unsettled events that it holds; null in the report of an older version
 * @param heldOldestAgeSeconds the age of the oldest of these; null without one
 * @param delayed the number of its retries that wait in the delay queues, without those from before its start; null in the report
 *     of an older version
 * @param recent the outcomes of its deliveries in the last minutes
 */
public record ConsumerReport(
        String queue,
        State state,
        @Nullable String pausedOn,
        @Nullable Long held,
        @Nullable Double heldOldestAgeSeconds,
        @Nullable Long delayed,
        RecentDeliveries.Window recent) {

    /** State of a consumer, the worst last. */
    public enum State {
        /** Deliveries arrive and are tried. */
        CONSUMING,
        /** Deliveries wait until the database is back; only occasional probes are tried. */
        WAITING_FOR_DATABASE,
        /** The same for another dependency. */
        PAUSED,
        /** Deliveries do not arrive: there is no connection to the broker, or none is wanted at present. */
        UNSUBSCRIBED;

        /** The state's name in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Returns true if the consumer waits for its database or another dependency. */
    public boolean paused() {
        return state == State.WAITING_FOR_DATABASE || state == State.PAUSED;
    }

    /** Copies the report with the dependency that the consumer waits for, if it pauses. */
    public ConsumerReport pausedOn(@Nullable String dependency) {
        return new ConsumerReport(
                queue, state, paused() ? dependency : null, held, heldOldestAgeSeconds, delayed, recent);
    }

    /** Copies the report with the number of events that the consumer holds unsettled. */
    public ConsumerReport holding(long events) {
        return new ConsumerReport(queue, state, pausedOn, events, heldOldestAgeSeconds, delayed, recent);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("queue", queue)
                .put("state", state.text())
                .put("pausedOn", pausedOn)
                .put("held", held)
                .put("heldOldestAgeSeconds", heldOldestAgeSeconds)
                .put("delayed", delayed)
                .put("windowSeconds", recent.seconds())
                .put("ratePerSecond", recent.perSecond())
                .put("outcomes", recent.deliveries().toJson())
                .put("criticalTimes", recent.criticalTimes().encode())
                .put(
                        "lastFailure",
                        recent.lastFailure() == null
                                ? null
                                : recent.lastFailure().toJson());
    }

    static ConsumerReport of(JsonObject json) {
        return new ConsumerReport(
                Objects.requireNonNull(json.getString("queue"), "queue"),
                State.of(json.getString("state")),
                json.getString("pausedOn"),
                json.getLong("held"),
                json.getDouble("heldOldestAgeSeconds"),
                json.getLong("delayed"),
                new RecentDeliveries.Window(
                        json.getDouble("windowSeconds"),
                        json.getDouble("ratePerSecond"),
                        DeliveryCounts.of(json.getJsonObject("outcomes")),
                        CriticalTimes.decode(json.getString("criticalTimes")),
                        LastFailure.of(json.getJsonObject("lastFailure"))));
    }
}
