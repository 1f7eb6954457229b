package dev.tandem.messaging.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * Forget a person. Sent as {@link dev.tandem.messaging.Topology#erasePerson} to every service that keeps something of people; each
 * answers {@link PersonErased}.
 *
 * @param erasureId under which operators follow it
 * @param userId whom to forget
 * @param pseudonym what stands in place of the id from now on, in every service alike
 */
public record ErasePerson(UUID erasureId, String userId, String pseudonym) {

    /** @throws IllegalArgumentException when it is something else */
    static ErasePerson read(JsonNode data) {
        return new ErasePerson(
                UUID.fromString(data.path("erasureId").asText()), text(data, "userId"), text(data, "pseudonym"));
    }

    static String text(JsonNode data, String member) {
        String text = data.path(member).asText();
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return text;
    }
}
