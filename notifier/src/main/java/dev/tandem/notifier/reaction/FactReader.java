package dev.tandem.notifier.reaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.messaging.PayloadReader;

/** Reads facts, and nothing else that there are contracts for. */
public final class FactReader {

    private FactReader() {}

    /** @throws RuntimeException when it is no fact, or no data of one */
    public static Fact read(String type, JsonNode data) {
        if (Contracts.read(type, data) instanceof Fact fact) {
            return fact;
        }
        throw new PayloadReader.UnreadablePayload(type + " is not a fact");
    }
}
