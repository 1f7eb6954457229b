package dev.tandem.kit.http;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Members of JSON answers. */
public final class JsonMembers {

    private JsonMembers() {}

    /** Adds the value as text, unless it is absent. Returns {@code json}. */
    public static JsonObject putPresent(JsonObject json, String member, @Nullable Object value) {
        return value == null ? json : json.put(member, value.toString());
    }
}
