package dev.tandem.messaging.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Reports that a service has erased a person. Contains nothing that identifies them. Sent as
 * {@link dev.tandem.messaging.Topology#personErased}.
 *
 * @param service the service
 * @param rows the number of rows changed or deleted, by table; tables without any are left out
 */
public record PersonErased(UUID erasureId, String service, Map<String, Long> rows) {

    public PersonErased {
        rows = Map.copyOf(rows);
    }

    /** @throws IllegalArgumentException when the data is not such a report */
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
