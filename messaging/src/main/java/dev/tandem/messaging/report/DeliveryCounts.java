package dev.tandem.messaging.report;

import io.vertx.core.json.JsonObject;

/** Counts deliveries by outcome. */
public record DeliveryCounts(long done, long duplicate, long retry, long deadLetter) {

    private static final int ENOUGH = 10;

    public static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, 0);

    public DeliveryCounts plus(DeliveryCounts others) {
        return new DeliveryCounts(
                done + others.done, duplicate + others.duplicate, retry + others.retry, deadLetter + others.deadLetter);
    }

    /**
     * Returns true if none took effect, out of at least {@value #ENOUGH} deliveries: more than a single event that always fails
     * usually causes.
     */
    public boolean allFailed() {
        return done + duplicate == 0 && failed() >= ENOUGH;
    }

    public long failed() {
        return retry + deadLetter;
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("done", done)
                .put("duplicate", duplicate)
                .put("retry", retry)
                .put("deadLetter", deadLetter);
    }

    static DeliveryCounts of(JsonObject json) {
        return new DeliveryCounts(
                json.getLong("done"), json.getLong("duplicate"), json.getLong("retry"), json.getLong("deadLetter"));
    }
}
