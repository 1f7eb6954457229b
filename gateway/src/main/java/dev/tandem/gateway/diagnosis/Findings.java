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
 * Everything that is known about an id.
 *
 * @param operations newest first
 * @param effects of the newest operations, by operation id
 * @param letters as described by the dead-letters service: those about the id, then those about the operations
 * @param notification as described by the notifier; null if the id is not that of a notification
 * @param refused requests with that correlation id, as far as this instance remembers
 * @param consumers all consumers, in short, because any may hold something up; empty if nothing is pending
 * @param outboxes all outboxes, in short; empty if nothing is pending
 * @param unavailable services that did not answer and may know more
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
