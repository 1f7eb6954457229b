package dev.tandem.messaging.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * Commands the erasure of a person. Sent as {@link dev.tandem.messaging.Topology#erasePerson} to every service that keeps personal
 * data; each answers {@link PersonErased}.
 *
 * @param erasureId by which operators follow the erasure
 * @param userId the person to erase
 * @param pseudonym replaces the id from now on, the same in every service
 */
public record ErasePerson(UUID erasureId, String userId, String pseudonym) {

    /** @throws IllegalArgumentException when the data is not such a command */
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
