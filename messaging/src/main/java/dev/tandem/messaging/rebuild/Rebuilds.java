package dev.tandem.messaging.rebuild;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.messaging.broker.EventLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Manages the rebuilds of one service's read models. A request is stored first and then run by one instance of the service; if
 * that instance dies, another starts the rebuild again. May be used from any context.
 */
public final class Rebuilds {

    /** The time for which a rebuild waits for events that the log lacks, before it counts their rows as wrong. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_LISTED = 100;

    private final Vertx vertx;
    private final RebuildStore store;
    private final Rebuilder rebuilder;
    private final Map<String, ReadModel> models;
    private final String deployment;

    private Rebuilds(
            Vertx vertx, RebuildStore store, Rebuilder rebuilder, Map<String, ReadModel> models, String deployment) {
        this.vertx = vertx;
        this.store = store;
        this.rebuilder = rebuilder;
        this.models = models;
        this.deployment = deployment;
    }

    /**
     * Starts running rebuilds, including those that another process left unfinished.
     *
     * @param pool for requests and queries; it is not closed
     * @param database read for each connection on which a rebuild runs
     */
    public static Future<Rebuilds> start(
            Vertx vertx,
            Pool pool,
            Supplier<Future<PgConnectOptions>> database,
            EventLog log,
            List<ReadModel> models,
            Duration patience) {
        Map<String, ReadModel> byConsumer =
                models.stream().collect(Collectors.toUnmodifiableMap(ReadModel::consumer, Function.identity()));
        RebuildStore store = new RebuildStore(pool);
        Rebuilder rebuilder = new Rebuilder(store, database, log, byConsumer, patience);
        return vertx.deployVerticle(rebuilder).map(id -> new Rebuilds(vertx, store, rebuilder, byConsumer, id));
    }

    /** The consumers whose read models can be rebuilt here. */
    public Set<String> consumers() {
        return models.keySet();
    }

    /**
     * Requests a rebuild. The request is durable when this succeeds; an instance starts it within seconds, unless all are busy
     * with other rebuilds. Fails with an {@link IllegalArgumentException} for a consumer that is not among {@link #consumers}.
     *
     * @return empty when one is already requested or running for that consumer
     */
    public Future<Optional<Rebuild>> request(String consumer, String requestedBy) {
        if (!models.containsKey(consumer)) {
            return Future.failedFuture(new IllegalArgumentException("Nothing is rebuilt for " + consumer));
        }
        return store.insert(UuidCreator.getTimeOrderedEpoch(), consumer, requestedBy)
                .onSuccess(inserted -> rebuilder.nudge());
    }

    public Future<Optional<Rebuild>> find(String consumer, UUID id) {
        return store.find(consumer, id);
    }

    /** The newest rebuilds of these consumers, a hundred at most. */
    public Future<List<Rebuild>> list(Collection<String> consumers) {
        return store.list(consumers, MOST_LISTED);
    }

    /**
     * Cancels a rebuild without any effect on the live tables.
     *
     * @return empty when it is over, or never existed
     */
    public Future<Optional<Rebuild>> cancel(String consumer, UUID id) {
        return store.cancel(consumer, id);
    }

    /** Runs no rebuild from now on; one in progress is left to another instance, or to the next start. */
    public Future<Void> stop() {
        return vertx.undeploy(deployment);
    }
}
