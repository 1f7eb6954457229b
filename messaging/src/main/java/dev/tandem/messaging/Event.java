package dev.tandem.messaging;

import io.opentelemetry.context.Context;

/**
 * One received event or command, decoded.
 *
 * @param envelope the event's attributes
 * @param payload the event's data, as the {@link PayloadReader} returned it
 * @param attempt 1 for the first delivery to this consumer, plus 1 for each delayed retry
 * @param context the OpenTelemetry context of its processing span; spans that the handler starts belong under it
 */
public record Event(Envelope envelope, Object payload, int attempt, Context context) {}
