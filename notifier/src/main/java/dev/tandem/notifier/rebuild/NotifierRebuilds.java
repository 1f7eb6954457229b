package dev.tandem.notifier.rebuild;

import dev.tandem.kit.rebuild.RebuildDesk;
import dev.tandem.messaging.rebuild.Rebuild;
import dev.tandem.messaging.rebuild.Rebuilds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rebuilds of this service, as operators ask for them. */
public final class NotifierRebuilds implements RebuildDesk {

    private final Rebuilds rebuilds;

    public NotifierRebuilds(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    @Override
    public Set<String> consumers() {
        return rebuilds.consumers();
    }

    @Override
    public Future<Optional<JsonObject>> request(String consumer, String requestedBy) {
        return rebuilds.request(consumer, requestedBy).map(NotifierRebuilds::json);
    }

    @Override
    public Future<Optional<JsonObject>> find(String consumer, UUID id) {
        return rebuilds.find(consumer, id).map(NotifierRebuilds::json);
    }

    @Override
    public Future<List<JsonObject>> list(Collection<String> consumers) {
        return rebuilds.list(consumers)
                .map(found -> found.stream().map(Rebuild::toJson).toList());
    }

    @Override
    public Future<Optional<JsonObject>> cancel(String consumer, UUID id) {
        return rebuilds.cancel(consumer, id).map(NotifierRebuilds::json);
    }

    private static Optional<JsonObject> json(Optional<Rebuild> rebuild) {
        return rebuild.map(Rebuild::toJson);
    }
}
