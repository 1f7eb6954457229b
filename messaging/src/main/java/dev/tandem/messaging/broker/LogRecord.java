package dev.tandem.messaging.broker;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A message in a log: one event, or several.
 *
 * @param offset its position in the log, from 0
 */
public record LogRecord(long offset, @Nullable String contentType, Buffer body) {}
