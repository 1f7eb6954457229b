package dev.tandem.analytics;

import dev.tandem.analytics.archive.ArchiveErasure;
import dev.tandem.analytics.archive.ArchiveProjection;
import dev.tandem.analytics.archive.FactPartitions;
import dev.tandem.analytics.archive.HistoryRetention;
import dev.tandem.analytics.audit.AuditRoutes;
import dev.tandem.analytics.audit.RetentionRoutes;
import dev.tandem.analytics.news.HintingArchive;
import dev.tandem.analytics.news.NewsRoutes;
import dev.tandem.analytics.rebuild.MeasuresModel;
import dev.tandem.analytics.report.ReportRoutes;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.TandemService;
import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rebuild.Rebuilds;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** Assembles the service: archive, audit trail, news of projects, analytics, rebuild, retention and warm-up. */
public final class Analytics {

    public static final String NAME = TandemService.ANALYTICS.serviceName();

    private static final int TOTALS_AT_ONCE = 2;

    private Analytics() {}

    /** Succeeds when the service is ready; see {@link Service#start}. */
    public static Future<Service> start(Platform platform, AnalyticsConfig config, Shutdown shutdown) {
        return start(platform, config, shutdown, Rebuilds.PATIENCE);
    }

    /** @param patience how long a rebuild waits for the log */
    static Future<Service> start(Platform platform, AnalyticsConfig config, Shutdown shutdown, Duration patience) {
        Service service = Service.named(NAME, platform, config.settings(), shutdown);
        Permissions permissions = service.permissions(config.projectService());
        Hints hints = service.hints("who listens to a project is told late");
        return service.deploys("partitions", new FactPartitions(service.pool()))
                .consumes(ArchiveProjection.QUEUE, Contracts::readFact, new HintingArchive(hints))
                .keepsOfPeople(ArchiveErasure.PERSONAL_DATA)
                .warmsUpBy((stage, messaging) -> HotPaths.on(stage, config, messaging))
                .rebuilds(new MeasuresModel(Contracts::readFact))
                .waitingForTheLog(patience)
                .servesUnauthenticated(
                        new NewsRoutes(service.pool(), service.verifier(), permissions, Clock.systemUTC())::mount)
                .servesHints(hints)
                .serves(
                        new AuditRoutes(permissions, service.pool())::mount,
                        new RetentionRoutes(permissions, service.pool(), config.historyKept())::mount,
                        new ReportRoutes(
                                        permissions,
                                        service.pool(),
                                        service.pool("-totals", TOTALS_AT_ONCE),
                                        Clock.systemUTC())::mount)
                .servesEffects(ArchiveProjection.QUEUE)
                .retains(HistoryRetention.rules(config.historyKept()))
                .start();
    }
}
