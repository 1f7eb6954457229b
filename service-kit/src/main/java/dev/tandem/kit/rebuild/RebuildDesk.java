package dev.tandem.kit.rebuild;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Takes requests for rebuilds. Each is told as the resource that an operator sees, with its {@code id} in it. */
public interface RebuildDesk {

    /** Whose read models this service can rebuild. */
    Set<String> consumers();

    /** Begins a rebuild, durably. Empty when one is running for that consumer. */
    Future<Optional<JsonObject>> request(String consumer, String requestedBy);

    Future<Optional<JsonObject>> find(String consumer, UUID id);

    /** The newest, newest first. */
    Future<List<JsonObject>> list(Collection<String> consumers);

    /** Ends it as if it had never begun. Empty when it is over, or was never there. */
    Future<Optional<JsonObject>> cancel(String consumer, UUID id);
}
