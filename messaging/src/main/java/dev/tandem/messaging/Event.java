package dev.tandem.messaging;

import io.opentelemetry.context.Context;

/**
 * One received event or command, decoded.
 *
 * @param envelope its attributes
 * @param payload its data, as the {@link PayloadReader} made it
 * @param attempt 1 for the first delivery to this consumer, then one more with each delayed retry
 * @param context the OpenTelemetry context of its processing span; whatever the handler causes belongs under it
 */
public record Event(Envelope envelope, Object payload, int attempt, Context context) {}
