package dev.tandem.messaging;

import com.fasterxml.jackson.databind.JsonNode;

/** Converts an event's data into one of the service's own types. Pure; called on the event loop. */
@FunctionalInterface
public interface PayloadReader {

    /**
     * Reads the data of an event of the given type. A tolerant reader: unknown members are ignored.
     *
     * @throws RuntimeException of any kind when the type is unknown or the data does not match it; the event then becomes a dead
     *     letter at once, because no retry would help, and carries the exception's message
     */
    Object read(String type, JsonNode data);
}
