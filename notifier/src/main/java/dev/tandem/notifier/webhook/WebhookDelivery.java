package dev.tandem.notifier.webhook;

import dev.tandem.kit.table.Times;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event for a webhook: sent, or still to be sent.
 *
 * @param sequence 1 for the first of a webhook
 * @param type as in {@code project.created}
 * @param data names what the event is about
 * @param attempts number of attempts that have ended
 * @param nextAttemptAt null unless the delivery waits
 * @param status of the last answer
 * @param answer to the last attempt
 * @param millis duration of the last attempt
 */
record WebhookDelivery(
        long sequence,
        Cause cause,
        String type,
        Instant occurredAt,
        JsonObject data,
        String state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Integer millis) {

    static final String COLUMNS =
            "sequence, event_id, type, occurred_at, data, operation_id, traceparent, state, attempts, due_at, status, answer, millis";

    static final String WAITING = "waiting";

    static WebhookDelivery from(Row row) {
        String state = row.getString("state");
        return new WebhookDelivery(
                row.getLong("sequence"),
                new Cause(row.getUUID("event_id"), row.getString("operation_id"), row.getString("traceparent")),
                row.getString("type"),
                Times.in(row, "occurred_at"),
                row.getJsonObject("data"),
                state,
                row.getInteger("attempts"),
                state.equals(WAITING) ? Times.in(row, "due_at") : null,
                row.getInteger("status"),
                row.getString("answer"),
                row.getInteger("millis"));
    }

    /** The delivery in the form that the span of the next attempt records. */
    Delivery asDelivery(Webhook webhook) {
        return new Delivery(cause.eventId(), webhook.id().toString(), webhook.workspaceId(), cause, attempts + 1);
    }

    /** The body to send; identical in every attempt, because receivers may compare. */
    String body() {
        return message().encode();
    }

    private JsonObject message() {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", occurredAt.toString())
                .put("data", data.copy().put("sequence", sequence));
    }

    /** The delivery as the workspace's admins see it. */
    JsonObject toJson() {
        return new JsonObject()
                .put("sequence", sequence)
                .put("id", cause.eventId().toString())
                .put("message", message())
                .put("state", state)
                .put("attempts", attempts)
                .put("nextAttemptAt", nextAttemptAt == null ? null : nextAttemptAt.toString())
                .put("status", status)
                .put("answer", answer)
                .put("millis", millis)
                .put("operationId", cause.operationId());
    }
}
