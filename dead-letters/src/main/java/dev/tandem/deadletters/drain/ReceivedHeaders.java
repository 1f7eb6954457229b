package dev.tandem.deadletters.drain;

import dev.tandem.deadletters.letter.Texts;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.table.Times;
import dev.tandem.messaging.consume.Headers;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a dead letter, whether from the kit, the broker or another sender. None of them is trusted. */
record ReceivedHeaders(Map<String, Object> all) {

    private static final int LONGEST = 1_000;
    private static final int LONGEST_FRAMES = 4_000;
    private static final int MOST_ATTEMPTS = 20;

    /** Returns true if the broker dead-lettered the message, not a consumer. */
    boolean byTheBroker() {
        return text(Headers.REASON) == null && text("x-first-death-queue") != null;
    }

    /**
     * Returns the queue whose consumer failed. The delay ladder dead-letters a copy when its delay is over, which is no
     * failure.
     */
    String queue(String routingKey) {
        String origin = text(Headers.ORIGIN);
        String firstDeath = text("x-first-death-queue");
        if (byTheBroker() && firstDeath != null && !firstDeath.startsWith("delay.")) {
            return firstDeath;
        }
        return origin == null ? routingKey : origin;
    }

    String firstExchange() {
        String exchange = text("x-first-death-exchange");
        return exchange == null ? "" : exchange;
    }

    String reason() {
        String reason = text(Headers.REASON);
        if (reason != null) {
            return Texts.stored(reason, LONGEST);
        }
        String last = text("x-last-death-reason");
        String broker = last == null ? text("x-first-death-reason") : last;
        if (broker == null) {
            return "unknown";
        }
        return broker.equals("delivery_limit") || broker.equals("expired")
                ? "delivery-limit"
                : Texts.stored(broker.replace('_', '-'), LONGEST);
    }

    @Nullable
    String error() {
        return Texts.storedIfPresent(text(Headers.ERROR), LONGEST);
    }

    @Nullable
    String errorType() {
        return Texts.storedIfPresent(text(Headers.ERROR_TYPE), LONGEST);
    }

    @Nullable
    String errorFrames() {
        return Texts.storedIfPresent(text(Headers.ERROR_FRAMES), LONGEST_FRAMES);
    }

    int attempt() {
        return all.get(Headers.ATTEMPT) instanceof Long attempt && attempt > 0 && attempt < Integer.MAX_VALUE
                ? attempt.intValue()
                : 1;
    }

    @Nullable
    Instant firstFailure() {
        String text = text(Headers.FIRST_FAILURE);
        try {
            return text == null ? null : Times.storable(Instant.parse(text));
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    JsonArray history() {
        String text = text(Headers.ATTEMPTS);
        JsonArray history = new JsonArray();
        if (text == null) {
            return history;
        }
        try {
            JsonArray told = new JsonArray(text);
            for (int i = Math.max(0, told.size() - MOST_ATTEMPTS); i < told.size(); i++) {
                if (told.getValue(i) instanceof JsonObject attempt) {
                    history.add(new JsonObject()
                            .put("at", Texts.stored(String.valueOf(attempt.getValue("at")), LONGEST))
                            .put("error", Texts.stored(String.valueOf(attempt.getValue("error")), LONGEST)));
                }
            }
        } catch (DecodeException notJson) {
            history.clear();
        }
        return history;
    }

    @Nullable
    UUID claim() {
        return Ids.orNull(text(Headers.REPLAY));
    }

    /** Returns the trace of the failed attempt or, if missing, of the event's sender. */
    @Nullable
    String traceparent(CloudEvents.Entry entry) {
        String here = text(Headers.TRACEPARENT);
        String traceparent = here != null || !(entry instanceof CloudEvents.Entry.Readable event)
                ? here
                : event.envelope().traceparent();
        return Texts.storedIfPresent(traceparent, LONGEST);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        all.forEach((name, value) -> json.put(
                Texts.stored(name, LONGEST),
                value instanceof String text ? Texts.stored(text, LONGEST_FRAMES) : value));
        return json;
    }

    private @Nullable String text(String name) {
        return all.get(name) instanceof String text ? text : null;
    }
}
