package dev.tandem.gateway.diagnosis;

import dev.tandem.gateway.operation.OperationSearch.Found;
import dev.tandem.kit.http.RefusedRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of an id.
 *
 * @param operations newest first
 * @param effects of those of them that were asked for
 * @param letters as the dead-letters service tells them, newest first
 * @param notification as the notifier tells it, null where the id is none's
 * @param refused requests that came under it, as far as this instance remembers
 * @param consumers those that may hold something up; empty where nothing waits
 * @param outboxes the same
 * @param unavailable services that did not answer, of which more may be known
 */
record Findings(
        List<Found> operations,
        Map<UUID, JsonObject> effects,
        List<JsonObject> letters,
        @Nullable JsonObject notification,
        List<RefusedRequest> refused,
        List<JsonObject> consumers,
        List<JsonObject> outboxes,
        Set<String> unavailable) {

    boolean isEmpty() {
        return operations.isEmpty() && letters.isEmpty() && notification == null && refused.isEmpty();
    }
}
