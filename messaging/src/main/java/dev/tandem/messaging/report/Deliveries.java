package dev.tandem.messaging.report;

import io.vertx.core.json.JsonObject;

/** How many deliveries ended how. */
public record Deliveries(long done, long duplicate, long retry, long deadLetter) {

    public static final Deliveries NONE = new Deliveries(0, 0, 0, 0);

    public Deliveries plus(Deliveries others) {
        return new Deliveries(
                done + others.done, duplicate + others.duplicate, retry + others.retry, deadLetter + others.deadLetter);
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
