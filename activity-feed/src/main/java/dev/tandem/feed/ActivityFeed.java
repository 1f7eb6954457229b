package dev.tandem.feed;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.TandemService;
import dev.tandem.feed.entry.ErasedPeople;
import dev.tandem.feed.entry.FeedProjection;
import dev.tandem.feed.reading.FeedRoutes;
import dev.tandem.feed.rebuild.FeedModel;
import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.rebuild.Rebuilds;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Assembles the service: consumer, rebuild, routes, retention and warm-up. */
public final class ActivityFeed {

    public static final String NAME = TandemService.ACTIVITY_FEED.serviceName();

    private ActivityFeed() {}

    /** Succeeds when the service is ready; see {@link Service#start}. */
    public static Future<Service> start(Platform platform, ActivityFeedConfig config, Shutdown shutdown) {
        return start(platform, config, shutdown, Rebuilds.PATIENCE);
    }

    /** @param patience how long a rebuild waits for the log to supply the event of a row */
    static Future<Service> start(Platform platform, ActivityFeedConfig config, Shutdown shutdown, Duration patience) {
        Service service = Service.named(NAME, platform, config.settings(), shutdown);
        return service.consumes(FeedProjection.QUEUE, Contracts::readFact, new FeedProjection())
                .keepsOfPeople(ErasedPeople.PERSONAL_DATA)
                .warmsUpBy((stage, messaging) -> HotPaths.on(stage, config, messaging))
                .rebuilds(new FeedModel(Contracts::readFact))
                .waitingForTheLog(patience)
                .serves(new FeedRoutes(service.permissions(config.projectService()), service.pool())::mount)
                .servesEffects(FeedProjection.QUEUE)
                .retains(List.of(Rule.byId("entries of feeds", config.entriesKept(), "feed_entry", "event_id")))
                .start();
    }
}
