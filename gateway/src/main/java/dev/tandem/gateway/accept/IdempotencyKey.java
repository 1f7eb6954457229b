package dev.tandem.gateway.accept;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.kit.auth.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A client's idempotency key, in its scope.
 *
 * @param scope a hash of user, method, path and key
 * @param bodyHash a hash of the body, whatever the order of its members
 */
public record IdempotencyKey(Buffer scope, Buffer bodyHash) {

    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** The key of a request; empty if it has none. */
    static Optional<IdempotencyKey> of(RoutingContext ctx, JsonObject body) {
        return Optional.ofNullable(ctx.request().getHeader("Idempotency-Key"))
                .map(value ->
                        of(Caller.of(ctx).userId(), ctx.request().method().name(), ctx.normalizedPath(), value, body));
    }

    public static IdempotencyKey of(String userId, String method, String route, String key, JsonObject body) {
        try {
            return new IdempotencyKey(
                    sha256(new JsonArray()
                            .add(method)
                            .add(route)
                            .add(userId)
                            .add(key)
                            .encode()),
                    sha256(SORTED.writeValueAsString(body.getMap())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A body that was read as JSON cannot be written as JSON", e);
        }
    }

    private static Buffer sha256(String text) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
