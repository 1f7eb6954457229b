package dev.tandem.local.http;

import java.util.Map;

/**
 * A document that is served at an address.
 *
 * @param type its media type
 * @param headers further headers of the answer
 */
public record Document(String type, String content, Map<String, String> headers) {

    public Document {
        headers = Map.copyOf(headers);
    }

    public static Document json(String content) {
        return new Document("application/json", content, Map.of());
    }
}
