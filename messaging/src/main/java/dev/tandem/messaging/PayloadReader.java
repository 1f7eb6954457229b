package dev.tandem.messaging;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns an event's data into a value of the service's own. Pure, called on the event loop. */
@FunctionalInterface
public interface PayloadReader {

    /**
     * Reads the data of an event of the given type. A reader is tolerant: members that it does not know are passed over.
     *
     * @throws UnreadablePayload when the type is unknown or the data does not fit it; the event is then refused at
     *     once, for no retry would mend it
     */
    Object read(String type, JsonNode data);

    /** The type is unknown, or the data does not fit it; the message says which. */
    final class UnreadablePayload extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnreadablePayload(String message) {
            super(message);
        }

        public UnreadablePayload(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
