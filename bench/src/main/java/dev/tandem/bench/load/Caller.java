package dev.tandem.bench.load;

import io.vertx.core.json.JsonObject;

/**
 * User in whose name a request is sent.
 *
 * @param token sent as a bearer token
 * @param workspace in which the project is created
 */
public record Caller(String token, String workspace) {

    public JsonObject toJson() {
        return new JsonObject().put("token", token).put("workspace", workspace);
    }

    /** The inverse of {@link #toJson()}. */
    public static Caller fromJson(JsonObject json) {
        return new Caller(json.getString("token"), json.getString("workspace"));
    }
}
