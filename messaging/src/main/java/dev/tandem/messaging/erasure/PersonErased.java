package dev.tandem.messaging.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A service has forgotten a person. Says nothing that leads to them. Sent as
 * {@link dev.tandem.messaging.Topology#personErased}.
 *
 * @param service which
 * @param rows how many rows were changed or deleted, by table; tables without any are left out
 */
public record PersonErased(UUID erasureId, String service, Map<String, Long> rows) {

    public PersonErased {
        rows = Map.copyOf(rows);
    }

    /** @throws IllegalArgumentException when it is something else */
    public static PersonErased read(JsonNode data) {
        Map<String, Long> rows = new TreeMap<>();
        data.path("rows")
                .fields()
                .forEachRemaining(
                        table -> rows.put(table.getKey(), table.getValue().asLong()));
        return new PersonErased(
                UUID.fromString(data.path("erasureId").asText()), ErasePerson.text(data, "service"), rows);
    }
}
