package dev.tandem.messaging.report;

import io.vertx.core.json.JsonObject;

/** Counts of deliveries by their outcome. */
public record Deliveries(long done, long duplicate, long retry, long deadLetter) {

    private static final int ENOUGH = 10;

    public static final Deliveries NONE = new Deliveries(0, 0, 0, 0);

    public Deliveries plus(Deliveries others) {
        return new Deliveries(
                done + others.done, duplicate + others.duplicate, retry + others.retry, deadLetter + others.deadLetter);
    }

    /** Whether none took effect, of enough that one event which fails for good is not all of it. */
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

    static Deliveries of(JsonObject json) {
        return new Deliveries(
                json.getLong("done"), json.getLong("duplicate"), json.getLong("retry"), json.getLong("deadLetter"));
    }
}
