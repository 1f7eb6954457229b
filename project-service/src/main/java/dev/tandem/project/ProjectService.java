package dev.tandem.project;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.TandemService;
import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.project.command.CommandHandler;
import dev.tandem.project.command.ErasedPeople;
import dev.tandem.project.command.RetryAnnouncement;
import dev.tandem.project.comment.CommentRoutes;
import dev.tandem.project.effect.EffectRoutes;
import dev.tandem.project.invitation.Inviting;
import dev.tandem.project.permission.PermissionRoutes;
import dev.tandem.project.project.DeletedProjects;
import dev.tandem.project.project.ProjectRoutes;
import dev.tandem.project.section.SectionRoutes;
import dev.tandem.project.structure.FailureStore;
import dev.tandem.project.structure.StructureHandler;
import dev.tandem.project.structure.Templates;
import dev.tandem.project.summary.SummaryRoutes;
import dev.tandem.project.task.HistoryStore;
import dev.tandem.project.task.TaskRoutes;
import dev.tandem.project.task.TrashCollector;
import dev.tandem.project.task.TrashRoutes;
import dev.tandem.project.workspace.MemberRoutes;
import dev.tandem.project.workspace.WorkspaceRoutes;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;

/** Assembles the service: consumers, routes, retention and warm-up. */
public final class ProjectService {

    public static final String NAME = TandemService.PROJECT_SERVICE.serviceName();

    /** A separate pool, so that slow reads never hold up the permission checks of writes. */
    private static final int PERMISSION_CONNECTIONS = 2;

    private ProjectService() {}

    /** Succeeds when the service is ready; see {@link Service#start}. */
    public static Future<Service> start(Platform platform, ProjectServiceConfig config, Shutdown shutdown) {
        Service service = Service.named(NAME, platform, config.settings(), shutdown);
        Pool pool = service.pool();
        Pool permissions = service.pool("-permissions", PERMISSION_CONNECTIONS);
        Clock clock = Clock.systemUTC();
        Inviting.addTo(service, config.invitations(), config.membersPerWorkspace(), clock);
        return service.consumes(
                        CommandHandler.QUEUE, Contracts::read, new CommandHandler(clock), new RetryAnnouncement(clock))
                .consumes(StructureHandler.QUEUE, Contracts::read, new StructureHandler(Templates.STANDARD, clock))
                .keepsOfPeople(ErasedPeople.personalData(clock))
                .warmsUpBy((stage, messaging) -> HotPaths.on(stage, config, messaging))
                .servesUnauthenticated(new PermissionRoutes(permissions, service.verifier())::mount)
                .serves(
                        new WorkspaceRoutes(pool)::mount,
                        new ProjectRoutes(pool)::mount,
                        new SummaryRoutes(pool, clock)::mount,
                        new SectionRoutes(pool)::mount,
                        new TaskRoutes(pool)::mount,
                        new TrashRoutes(pool, config.deletedTasksKept())::mount,
                        new CommentRoutes(pool)::mount,
                        new EffectRoutes(pool)::mount)
                .begins(
                        messaging -> Future.succeededFuture(new MemberRoutes(
                                pool,
                                messaging.erasureAware(pool),
                                messaging.tombstones(),
                                config.membersPerWorkspace(),
                                clock)::mount))
                .deploysOnMessaging(
                        "trash",
                        messaging -> new TrashCollector(messaging.transactor(pool), config.deletedTasksKept(), clock))
                .retains(DeletedProjects.retention(config.deletedProjectsKept()))
                .retains(List.of(FailureStore.RETENTION, HistoryStore.retention(config.taskHistoryKept())))
                .start();
    }
}
