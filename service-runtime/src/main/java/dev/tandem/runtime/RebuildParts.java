package dev.tandem.runtime;

import dev.tandem.kit.Platform;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.messaging.broker.amqp.AmqpEventLog;
import dev.tandem.messaging.rebuild.ReadModel;
import dev.tandem.messaging.rebuild.Rebuilds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Assembles the rebuilds of one service's read models. */
final class RebuildParts {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

    private final List<ReadModel> models = new ArrayList<>();
    private Duration patience = Rebuilds.PATIENCE;

    void add(List<ReadModel> more) {
        models.addAll(more);
    }

    /** Sets how long a rebuild waits for events that the log lacks. */
    void waitForTheLog(Duration longest) {
        patience = longest;
    }

    /** Takes up the rebuilds that were requested. Succeeds with their routes; with none if there is no read model. */
    Future<Optional<Routes>> start(
            String name, Platform platform, ServiceSettings settings, Pool pool, Shutdown shutdown) {
        if (models.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return Rebuilds.start(
                        platform.vertx(),
                        pool,
                        Databases.connecting(platform.vertx(), settings.database(), name + "-rebuild"),
                        new AmqpEventLog(platform.vertx(), settings.amqp(), name, Tandem.TOPOLOGY),
                        models,
                        patience)
                .onSuccess(rebuilds -> shutdown.step("rebuilds", STOPS_WITHIN, rebuilds::stop))
                .map(rebuilds -> Optional.<Routes>of(new RebuildRoutes(rebuilds)::mount));
    }
}
