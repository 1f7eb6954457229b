package dev.tandem.gateway;

import dev.tandem.gateway.accept.Acceptor;
import dev.tandem.gateway.accept.Asking;
import dev.tandem.gateway.contract.Api;
import dev.tandem.gateway.forward.ByConsumer;
import dev.tandem.gateway.forward.Forwarding;
import dev.tandem.gateway.operation.OperationRoutes;
import dev.tandem.gateway.project.ProjectRoutes;
import dev.tandem.gateway.workspace.WorkspaceRoutes;
import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.client.ServiceClientSettings;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.messaging.Messaging;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Who answers what of the contract. */
final class PublicApi {

    /** Counting what a replay would touch takes longer than reading a page. */
    private static final Duration OPERATORS_PATIENCE = Duration.ofSeconds(8);

    private PublicApi() {}

    static Future<Router> router(Platform platform, GatewayConfig config, Pool pool, Messaging messaging) {
        Clock clock = Clock.systemUTC();
        TokenVerifier verifier = TokenVerifier.create(platform.vertx(), config.auth());
        platform.health().watch("tokens", verifier::status);
        ServiceClient projectService = ServiceClient.to(platform, "project-service", config.projectService());
        Forwarding toProjects = new Forwarding(projectService);
        Forwarding toFeed = forwarding(platform, "activity-feed", config.activityFeed());
        Forwarding toNotifier = forwarding(platform, "notifier", config.notifier());
        Forwarding toDeadLetters = new Forwarding(ServiceClient.to(
                platform,
                "dead-letters",
                config.deadLetters(),
                ServiceClientSettings.defaults().withDeadline(OPERATORS_PATIENCE)));
        ByConsumer toOwner = new ByConsumer(Map.of("activity-feed", toFeed, "notifier", toNotifier));

        Acceptor acceptor = new Acceptor(messaging.transactor(pool), pool, clock, platform.tracer(), platform.meters());
        Asking asking = new Asking(clock);
        WorkspaceRoutes workspaces = new WorkspaceRoutes(asking, acceptor);
        ProjectRoutes projects = new ProjectRoutes(new Permissions(platform, projectService), asking, acceptor);
        OperationRoutes operations = new OperationRoutes(pool, clock);

        return platform.vertx()
                .deployVerticle(acceptor)
                .compose(deployed -> Api.load(platform.vertx(), config.http(), new Authentication(verifier)))
                .map(api -> api.on("createWorkspace", workspaces::create)
                        .on("listWorkspaces", toProjects)
                        .on("getWorkspace", toProjects)
                        .on("listMembers", toProjects)
                        .on("putMember", toProjects)
                        .on("removeMember", toProjects)
                        .on("createProject", projects::create)
                        .on("listProjects", toProjects)
                        .on("getProject", toProjects)
                        .on("projectActivity", toFeed)
                        .on("workspaceActivity", toFeed)
                        .on("listNotifications", toNotifier)
                        .on("countUnread", toNotifier)
                        .on("getOperation", operations::get)
                        .onAdmin("dead letters", toDeadLetters)
                        .onAdmin("consumers", toDeadLetters)
                        .onAdmin("rebuilds", toOwner)
                        .router());
    }

    private static Forwarding forwarding(Platform platform, String service, URI address) {
        return new Forwarding(ServiceClient.to(platform, service, address));
    }
}
