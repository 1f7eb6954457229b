package dev.tandem.analytics;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.analytics.archive.ArchiveProjection;
import dev.tandem.analytics.news.HintingArchive;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.kit.warmup.HotPath;
import dev.tandem.kit.warmup.Stage;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rehearsal.Echo;
import dev.tandem.messaging.rehearsal.Rehearsal;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;

/** Warms up what the creation of a project needs from this service: archiving and counting it. */
final class HotPaths {

    private static final Person CREATOR = new Person("warm-up", null, "Warm-up");

    private HotPaths() {}

    /**
     * Everything runs on the stage, except probes: they go through the broker to the service's own consumer. Events do not gather
     * there, so that there is time for many.
     */
    static Future<List<HotPath>> on(Stage stage, AnalyticsConfig config, Messaging messaging) {
        Echo echo = messaging.echo(ArchiveProjection.QUEUE);
        Pool pool = stage.pool(config.settings().database());
        return messaging
                .rehearse(
                        stage.platform().vertx(),
                        pool,
                        ArchiveProjection.QUEUE,
                        Contracts::readFact,
                        new HintingArchive(new Hints(pool))::handle)
                .map(archive -> List.of(() -> write(archive), echo::probe));
    }

    private static Future<?> write(Rehearsal archive) {
        UUID workspace = UuidCreator.getTimeOrderedEpoch();
        ProjectCreated created = new ProjectCreated(
                UuidCreator.getTimeOrderedEpoch(), workspace, "Warm-up", "warm-up", CREATOR, null, 1);
        return archive.deliver(List.of(Rehearsal.message(Contracts.of(created).type(), workspace, 1, created)));
    }
}
