package dev.tandem.notifier;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.TandemService;
import dev.tandem.kit.Platform;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rebuild.Rebuilds;
import dev.tandem.notifier.inbox.CurrentMemberships;
import dev.tandem.notifier.inbox.ErasedPeople;
import dev.tandem.notifier.inbox.HintRoutes;
import dev.tandem.notifier.inbox.InboxRoutes;
import dev.tandem.notifier.inbox.NewsRoutes;
import dev.tandem.notifier.inbox.NotificationRoutes;
import dev.tandem.notifier.membership.MembershipGapGauge;
import dev.tandem.notifier.reaction.EventHandler;
import dev.tandem.notifier.reaction.Reaction;
import dev.tandem.notifier.rebuild.MembershipModel;
import dev.tandem.runtime.InboxEffectRoutes;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Assembles the service: consumer, rebuild, routes, retention and warm-up. */
public final class Notifier {

    public static final String NAME = TandemService.NOTIFIER.serviceName();

    private Notifier() {}

    /** Succeeds when the service is ready; see {@link Service#start}. */
    public static Future<Service> start(Platform platform, NotifierConfig config, Shutdown shutdown) {
        return start(platform, config, shutdown, Rebuilds.PATIENCE);
    }

    /** @param patience how long a rebuild waits for the log to reach a workspace that is ahead of it */
    static Future<Service> start(Platform platform, NotifierConfig config, Shutdown shutdown, Duration patience) {
        Service service = Service.named(NAME, platform, config.settings(), shutdown);
        Pool pool = service.pool();
        Clock clock = Clock.systemUTC();
        Hints hints = service.hints("who listens is told late");
        HintRoutes hintRoutes = new HintRoutes(hints);
        CurrentMemberships memberships = new CurrentMemberships(service.permissions(config.projectService()));
        MembershipGapGauge gaps = new MembershipGapGauge(pool, platform.meters());
        platform.health().watch("members", () -> Status.degradedIf(gaps.sentence()));
        return service.deploys("gaps", gaps)
                .consumes(EventHandler.QUEUE, Contracts::readFact, new EventHandler(new Reaction(clock, hints)))
                .keepsOfPeople(ErasedPeople.PERSONAL_DATA)
                .warmsUpBy((stage, messaging) -> HotPaths.on(stage, config, messaging))
                .rebuilds(new MembershipModel(EventHandler.QUEUE, Contracts::readFact))
                .waitingForTheLog(patience)
                .servesUnauthenticated(new NewsRoutes(pool, service.verifier(), memberships, clock)::mount)
                .serves(
                        hintRoutes::mount,
                        new InboxRoutes(pool, memberships, clock)::mount,
                        new InboxEffectRoutes(EventHandler.QUEUE, pool)::mount,
                        new NotificationRoutes(pool)::mount)
                .lettingGoBy(hintRoutes::close)
                .retains(List.of(Rule.byId("notifications", config.notificationsKept(), "notification", "id")))
                .start();
    }
}
