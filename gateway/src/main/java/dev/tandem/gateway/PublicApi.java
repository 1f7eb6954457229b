package dev.tandem.gateway;

import dev.tandem.gateway.accept.Acceptor;
import dev.tandem.gateway.accept.Asking;
import dev.tandem.gateway.accept.Intake;
import dev.tandem.gateway.accept.Quota;
import dev.tandem.gateway.admission.Admission;
import dev.tandem.gateway.contract.Api;
import dev.tandem.gateway.docs.DocsPage;
import dev.tandem.gateway.forward.ByConsumer;
import dev.tandem.gateway.forward.Forwarding;
import dev.tandem.gateway.operation.Effects;
import dev.tandem.gateway.operation.OperationRoutes;
import dev.tandem.gateway.overview.OverviewRoutes;
import dev.tandem.gateway.project.ProjectRoutes;
import dev.tandem.gateway.stream.StreamRoutes;
import dev.tandem.gateway.task.TaskRoutes;
import dev.tandem.gateway.workspace.WorkspaceRoutes;
import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.client.ServiceClientSettings;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.messaging.Transactor;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Who answers what of the contract. */
final class PublicApi {

    /** Counting what a replay would touch takes longer than reading a page. */
    private static final Duration OPERATORS_PATIENCE = Duration.ofSeconds(8);

    private PublicApi() {}

    /** @param clock that of the database, by which keys and positions expire */
    static Future<Router> router(
            Platform platform, GatewayConfig config, Pool pool, Transactor transactor, Clock clock, Live live) {
        TokenVerifier verifier = TokenVerifier.create(platform.vertx(), config.auth());
        platform.health().watch("tokens", verifier::status);
        ServiceClient projectService = ServiceClient.to(platform, "project-service", config.projectService());
        ServiceClient activityFeed = ServiceClient.to(platform, "activity-feed", config.activityFeed());
        ServiceClient notifier = ServiceClient.to(platform, "notifier", config.notifier());
        ServiceClient deadLetters = ServiceClient.to(
                platform,
                "dead-letters",
                config.deadLetters(),
                ServiceClientSettings.defaults().withDeadline(OPERATORS_PATIENCE));
        Forwarding toProjects = new Forwarding(projectService);
        Forwarding toFeed = new Forwarding(activityFeed);
        Forwarding toNotifier = new Forwarding(notifier);
        Forwarding toDeadLetters = new Forwarding(deadLetters);
        ByConsumer toOwner = new ByConsumer(Map.of("activity-feed", toFeed, "notifier", toNotifier));
        Acceptor acceptor = new Acceptor(transactor, pool, clock, platform.tracer(), platform.meters());
        Admission admission = new Admission(platform.meters());
        Intake intake = new Intake(
                admission, new Quota(config.quota()), live.outstanding(), new Asking(clock), acceptor, live.waiting());
        Permissions permissions = new Permissions(platform, projectService);
        WorkspaceRoutes workspaces = new WorkspaceRoutes(intake);
        ProjectRoutes projects = new ProjectRoutes(permissions, intake);
        TaskRoutes tasks = new TaskRoutes(permissions, intake);
        OverviewRoutes overviews = new OverviewRoutes(projectService, activityFeed, notifier);
        OperationRoutes operations = new OperationRoutes(
                live.operations(),
                live.waiting(),
                live.hints(),
                live.streams(),
                new Effects(projectService, activityFeed, notifier, deadLetters),
                clock);
        StreamRoutes streams = new StreamRoutes(
                platform.vertx(), live.operations(), notifier, live.hints(), live.inboxHints(), live.streams(), clock);
        return platform.vertx()
                .deployVerticle(acceptor)
                .compose(deployed -> Api.load(
                        platform.vertx(), config.http(), config.origins(), admission, new Authentication(verifier)))
                .map(api -> api.on("createWorkspace", workspaces::create)
                        .on("listWorkspaces", toProjects)
                        .on("getWorkspace", toProjects)
                        .on("listMembers", toProjects)
                        .on("putMember", toProjects)
                        .on("removeMember", toProjects)
                        .on("createProject", projects::create)
                        .on("listProjects", toProjects)
                        .on("getProject", toProjects)
                        .on("changeProject", projects::change)
                        .on("deleteProject", projects::delete)
                        .on("setUpProject", projects::setUp)
                        .on("projectOverview", overviews::get)
                        .on("listSections", toProjects)
                        .on("createSection", projects::createSection)
                        .on("listTasks", toProjects)
                        .on("createTask", tasks::create)
                        .on("getTask", toProjects)
                        .on("changeTask", tasks::change)
                        .on("listComments", toProjects)
                        .on("addComment", tasks::comment)
                        .on("projectActivity", toFeed)
                        .on("workspaceActivity", toFeed)
                        .on("listNotifications", toNotifier)
                        .on("countUnread", toNotifier)
                        .on("markRead", toNotifier)
                        .on("getOperation", operations::get)
                        .on("listOperations", operations::list)
                        .on("operationEvents", operations::events)
                        .on("stream", streams::stream)
                        .onAdmin("dead letters", toDeadLetters)
                        .onAdmin("consumers", toDeadLetters)
                        .onAdmin("rebuilds", toOwner)
                        .router())
                .compose(router -> platform.vertx()
                        .executeBlocking(DocsPage::new)
                        .onSuccess(docs -> docs.mount(router))
                        .map(router));
    }
}
