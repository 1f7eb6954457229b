package dev.tandem.kit.sentence;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A sentence as data, from which clients write it in any language.
 *
 * @param key the key of its {@link Wording}
 * @param arguments by name: texts, numbers or lists of words; no object, and no name of a person
 */
public record Message(String key, JsonObject arguments) {

    /** From columns of these names; null if the row is older than they are. */
    public static @Nullable Message from(@Nullable String key, @Nullable JsonObject arguments) {
        return key == null || arguments == null ? null : new Message(key, arguments);
    }

    public JsonObject toJson() {
        return new JsonObject().put("key", key).put("arguments", arguments);
    }
}
