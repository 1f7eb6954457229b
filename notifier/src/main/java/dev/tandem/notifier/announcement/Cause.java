package dev.tandem.notifier.announcement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event behind an announcement.
 *
 * @param operationId the operation that the event belongs to
 * @param traceparent W3C trace context in which the event was sent
 * @param commentId the comment that the event is about, if any
 */
public record Cause(
        UUID eventId,
        @Nullable String operationId,
        @Nullable String traceparent,
        @Nullable UUID commentId) {

    /** An event that is about no comment. */
    public Cause(UUID eventId, @Nullable String operationId, @Nullable String traceparent) {
        this(eventId, operationId, traceparent, null);
    }
}
