package dev.tandem.deadletters;

import dev.tandem.contracts.TandemService;
import dev.tandem.deadletters.bulk.BulkRoutes;
import dev.tandem.deadletters.consumers.Consumers;
import dev.tandem.deadletters.reading.EffectRoutes;
import dev.tandem.deadletters.reading.GroupRoutes;
import dev.tandem.deadletters.reading.LetterRoutes;
import dev.tandem.deadletters.replay.ReplaySettled;
import dev.tandem.deadletters.replay.Settlements;
import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/** Assembles the service: background work, routes and retention. */
public final class DeadLetters {

    public static final String NAME = TandemService.DEAD_LETTERS.serviceName();

    private DeadLetters() {}

    /** Succeeds when the service is ready; see {@link Service#start}. */
    public static Future<Service> start(Platform platform, DeadLettersConfig config, Shutdown shutdown) {
        Service service = Service.named(NAME, platform, config.settings(), shutdown);
        Pool pool = service.pool();
        Clock clock = Clock.systemUTC();
        Work work = new Work(service, platform, config.editing(), clock, shutdown);
        return service.needs("dead-letters", "unroutable", Consumers.REPORTS)
                .consumes(Settlements.QUEUE, ReplaySettled::read, new Settlements())
                .keepsOfPeople(ErasedPeople.PERSONAL_DATA)
                .servesOperators(
                        new LetterRoutes(pool)::mount, new GroupRoutes(pool)::mount, new BulkRoutes(pool, clock)::mount)
                .serves(new EffectRoutes(pool)::mount)
                .begins(work::begin)
                .retains(config.kept().retention())
                .start();
    }
}
