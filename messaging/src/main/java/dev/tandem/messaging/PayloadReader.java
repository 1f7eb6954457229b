package dev.tandem.messaging;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns an event's data into a value of the service's own. Pure, called on the event loop. */
@FunctionalInterface
public interface PayloadReader {

    /**
     * Reads the data of an event of the given type. A reader is tolerant: members that it does not know are passed over.
     *
     * @throws RuntimeException of any kind when the type is unknown or the data does not fit it; the event then becomes a
     *     dead letter at once, for no retry would mend it, and the exception's message goes with it
     */
    Object read(String type, JsonNode data);
}
