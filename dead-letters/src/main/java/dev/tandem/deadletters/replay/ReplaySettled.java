package dev.tandem.deadletters.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.runtime.Tandem;
import java.util.UUID;

/**
 * Reports that a replayed event took effect in a consumer, or was known to its inbox. The messaging kit sends it.
 *
 * @param replayId id of the claim
 * @param result {@code done} or {@code duplicate}
 */
public record ReplaySettled(UUID replayId, String consumer, String result) {

    /** @throws IllegalArgumentException when the event is not a settled replay */
    public static ReplaySettled read(String type, JsonNode data) {
        if (!Tandem.TOPOLOGY.replaySettled().type().equals(type)) {
            throw new IllegalArgumentException("Nobody here reads " + type);
        }
        String result = data.path("result").asText();
        if (!result.equals("done") && !result.equals("duplicate")) {
            throw new IllegalArgumentException("A replay is settled as done or duplicate, not as " + result);
        }
        String consumer = data.path("consumer").asText();
        if (consumer.isBlank() || consumer.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The consumer is missing");
        }
        return new ReplaySettled(UUID.fromString(data.path("replayId").asText()), consumer, result);
    }
}
