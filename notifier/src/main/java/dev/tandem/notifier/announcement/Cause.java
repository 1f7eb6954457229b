package dev.tandem.notifier.announcement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event behind an announcement.
 *
 * @param operationId the operation that the event belongs to
 * @param traceparent W3C trace context in which the event was sent
 */
public record Cause(
        UUID eventId,
        @Nullable String operationId,
        @Nullable String traceparent) {}
