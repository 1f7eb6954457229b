package dev.tandem.gateway;

import dev.tandem.gateway.accept.AcceptHandler;
import dev.tandem.gateway.accept.AcceptedReply;
import dev.tandem.gateway.accept.Acceptor;
import dev.tandem.gateway.accept.FirstAnswers;
import dev.tandem.gateway.accept.Quota;
import dev.tandem.gateway.accept.SubmissionReader;
import dev.tandem.gateway.admission.Admission;
import dev.tandem.gateway.board.ProjectStreamRoutes;
import dev.tandem.gateway.contract.Api;
import dev.tandem.gateway.diagnosis.AdminOperations;
import dev.tandem.gateway.diagnosis.Diagnosis;
import dev.tandem.gateway.diagnosis.WhyRoutes;
import dev.tandem.gateway.docs.DocsPage;
import dev.tandem.gateway.docs.ProblemPages;
import dev.tandem.gateway.erasure.ErasureRoutes;
import dev.tandem.gateway.forward.ByConsumer;
import dev.tandem.gateway.forward.Forwarding;
import dev.tandem.gateway.forward.StreamedForwarding;
import dev.tandem.gateway.freshness.AfterOperation;
import dev.tandem.gateway.freshness.ReadModel;
import dev.tandem.gateway.operation.Effects;
import dev.tandem.gateway.operation.OperationRoutes;
import dev.tandem.gateway.overview.OverviewRoutes;
import dev.tandem.gateway.project.ProjectRoutes;
import dev.tandem.gateway.project.SectionRoutes;
import dev.tandem.gateway.stream.StreamRoutes;
import dev.tandem.gateway.task.CommentRoutes;
import dev.tandem.gateway.task.TaskRoutes;
import dev.tandem.gateway.ticket.TicketAuthentication;
import dev.tandem.gateway.ticket.TicketRoutes;
import dev.tandem.gateway.workspace.WorkspaceRoutes;
import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.client.ServiceClientSettings;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.erasure.Tombstones;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Maps the operations of the contract to their handlers. */
final class PublicApi {

    /** Longer than the default, because counting what a replay would touch takes longer than reading a page. */
    private static final Duration OPERATORS_PATIENCE = Duration.ofSeconds(8);

    private PublicApi() {}

    /**
     * @param tombstones of erased people, who are no longer served
     * @param clock the database's, by which keys and positions expire
     */
    static Future<Handler<HttpServerRequest>> router(
            Platform platform,
            GatewayConfig config,
            TokenVerifier verifier,
            Pool pool,
            Transactor transactor,
            Tombstones tombstones,
            Clock clock,
            Live live) {
        ServiceClient projectService = ServiceClient.to(platform, "project-service", config.projectService());
        ServiceClient activityFeed = ServiceClient.to(platform, "activity-feed", config.activityFeed());
        ServiceClient notifier = ServiceClient.to(platform, "notifier", config.notifier());
        ServiceClient analytics = ServiceClient.to(platform, "analytics", config.analytics());
        ServiceClient deadLetters = ServiceClient.to(
                platform,
                "dead-letters",
                config.deadLetters(),
                ServiceClientSettings.defaults().withDeadline(OPERATORS_PATIENCE));
        Forwarding toProjects = new Forwarding(projectService);
        Forwarding toFeed = new Forwarding(activityFeed);
        Forwarding toNotifier = new Forwarding(notifier);
        Forwarding toAnalytics = new Forwarding(analytics);
        Forwarding toDeadLetters = new Forwarding(deadLetters);
        ByConsumer toOwner =
                new ByConsumer(Map.of("activity-feed", toFeed, "notifier", toNotifier, "analytics", toAnalytics));
        StreamedForwarding audit = new StreamedForwarding(platform.vertx(), config.analytics());
        Acceptor acceptor = new Acceptor(transactor, pool, tombstones, clock, platform.tracer(), platform.meters());
        Admission admission = new Admission(platform.meters());
        Quota changes = Quota.ofChanges(config.quota());
        Quota reads = Quota.ofReads(config.quota());
        Quota strangers = Quota.ofStrangers(config.quota());
        Handler<RoutingContext> mail = strangers.byAddressInFrontOf(Forwarding.withoutCaller(notifier));
        Handler<RoutingContext> invitation = strangers.byAddressInFrontOf(Forwarding.withoutCaller(projectService));
        Handler<RoutingContext> bounces = strangers.byAddressInFrontOf(Forwarding.withOwnCredential(notifier));
        Permissions permissions = new Permissions(
                platform, ServiceClient.to(platform, "project-service-permissions", config.projectService()));
        AcceptHandler acceptHandler = new AcceptHandler(
                admission,
                changes,
                live.outstanding(),
                new SubmissionReader(clock),
                acceptor,
                live.waiting(),
                new FirstAnswers(pool, permissions),
                new AcceptedReply(projectService));
        WorkspaceRoutes workspaces = new WorkspaceRoutes(acceptHandler);
        ProjectRoutes projects = new ProjectRoutes(permissions, acceptHandler);
        SectionRoutes sections = new SectionRoutes(permissions, acceptHandler);
        TaskRoutes tasks = new TaskRoutes(permissions, acceptHandler);
        CommentRoutes comments = new CommentRoutes(permissions, acceptHandler);
        OverviewRoutes overviews = new OverviewRoutes(projectService, activityFeed, notifier);
        Effects effects = new Effects(projectService, activityFeed, notifier, analytics, deadLetters);
        OperationRoutes operations =
                new OperationRoutes(live.operations(), live.waiting(), live.hints(), live.streams(), effects, clock);
        AdminOperations adminOperations = new AdminOperations(pool, effects);
        WhyRoutes why = new WhyRoutes(new Diagnosis(pool, effects, deadLetters, notifier), clock);
        ErasureRoutes erasures = new ErasureRoutes(pool, transactor, clock);
        StreamRoutes streams = new StreamRoutes(
                platform.vertx(), live.operations(), notifier, live.hints(), live.inboxHints(), live.streams(), clock);
        ProjectStreamRoutes projectStreams = new ProjectStreamRoutes(
                platform.vertx(),
                ServiceClient.to(platform, "analytics-boards", config.analytics()),
                ServiceClient.to(platform, "project-service-boards", config.projectService()),
                permissions,
                live.hints(),
                live.projectHints(),
                live.streams(),
                clock);
        TicketRoutes tickets = new TicketRoutes(pool);
        Authentication authentication =
                new Authentication(verifier, caller -> tombstones.pseudonymOf(caller.userId()) == null);
        AfterOperation after = new AfterOperation(live.operations(), live.waiting());
        ReadModel feed = ReadModel.of(platform, "activity-feed", config.activityFeed());
        ReadModel inbox = ReadModel.of(platform, "notifier", config.notifier());
        Handler<RoutingContext> freshFeed = after.inFrontOf(toFeed.without(AfterOperation.PARAMETER), feed);
        ReadModel measures = ReadModel.of(platform, "analytics", config.analytics());
        Handler<RoutingContext> freshAnalytics =
                after.inFrontOf(toAnalytics.without(AfterOperation.PARAMETER), measures);
        Handler<RoutingContext> freshInbox = after.inFrontOf(toNotifier.without(AfterOperation.PARAMETER), inbox);
        return platform.vertx()
                .deployVerticle(acceptor)
                .compose(deployed -> Api.load(
                        platform.vertx(),
                        config.settings().http(),
                        admission,
                        authentication,
                        new TicketAuthentication(authentication, pool),
                        api -> withPages(api.on("createWorkspace", workspaces::create)
                                .on("getMe", reads.inFrontOf(toProjects))
                                .on("listWorkspaces", reads.inFrontOf(toProjects))
                                .on("getWorkspace", reads.inFrontOf(toProjects))
                                .on("listMembers", reads.inFrontOf(toProjects))
                                .on("getMember", reads.inFrontOf(toProjects))
                                .on("renameMember", changes.inFrontOf(toProjects))
                                .on("putMember", changes.inFrontOf(toProjects))
                                .on("removeMember", changes.inFrontOf(toProjects))
                                .on("listInvitations", reads.inFrontOf(toProjects))
                                .on("createInvitation", changes.inFrontOf(toProjects))
                                .on("revokeInvitation", changes.inFrontOf(toProjects))
                                .on("resendInvitation", changes.inFrontOf(toProjects))
                                .on("getInvitation", invitation)
                                .on("acceptInvitation", changes.inFrontOf(toProjects))
                                .on("createProject", projects::create)
                                .on("listProjects", reads.inFrontOf(toProjects))
                                .on("getProject", reads.inFrontOf(toProjects))
                                .on("changeProject", projects::change)
                                .on("deleteProject", projects::delete)
                                .on("setUpProject", projects::setUp)
                                .on("projectOverview", reads.inFrontOf(after.inFrontOf(overviews::get, feed, inbox)))
                                .on("projectStream", projectStreams::stream)
                                .on("listSections", reads.inFrontOf(toProjects))
                                .on("createSection", sections::create)
                                .on("getSection", reads.inFrontOf(toProjects))
                                .on("changeSection", sections::change)
                                .on("deleteSection", sections::delete)
                                .on("listTasks", reads.inFrontOf(toProjects))
                                .on("createTask", tasks::create)
                                .on("findTasks", reads.inFrontOf(toProjects))
                                .on("getTask", reads.inFrontOf(toProjects))
                                .on("changeTask", tasks::change)
                                .on("deleteTask", tasks::delete)
                                .on("restoreTask", tasks::restore)
                                .on("listDeletedTasks", reads.inFrontOf(toProjects))
                                .on("taskHistory", reads.inFrontOf(toProjects))
                                .on("listComments", reads.inFrontOf(toProjects))
                                .on("addComment", comments::add)
                                .on("editComment", comments::edit)
                                .on("deleteComment", comments::delete)
                                .on("getComment", reads.inFrontOf(toProjects))
                                .on("projectActivity", reads.inFrontOf(freshFeed))
                                .on("workspaceActivity", reads.inFrontOf(freshFeed))
                                .on("projectAnalytics", reads.inFrontOf(freshAnalytics))
                                .on("projectAnalyticsEvents", reads.inFrontOf(freshAnalytics))
                                .on("workspaceAnalytics", reads.inFrontOf(freshAnalytics))
                                .on("workspaceAnalyticsEvents", reads.inFrontOf(freshAnalytics))
                                .on("listAudit", reads.inFrontOf(freshAnalytics))
                                .on("exportAudit", reads.inFrontOf(audit))
                                .on("checkAudit", reads.inFrontOf(toAnalytics))
                                .on("getAuditRetention", reads.inFrontOf(toAnalytics))
                                .on("putAuditRetention", changes.inFrontOf(toAnalytics))
                                .on("listNotifications", reads.inFrontOf(freshInbox))
                                .on("countUnread", reads.inFrontOf(freshInbox))
                                .on("markRead", changes.inFrontOf(toNotifier))
                                .on("listNotificationDeliveries", reads.inFrontOf(toNotifier))
                                .on("showMailSubscription", mail)
                                .on("stopMail", mail)
                                .on("resumeMail", mail)
                                .on("reportBounce", bounces)
                                .on("listSuppressedAddresses", reads.inFrontOf(toNotifier))
                                .on("liftSuppressedAddress", changes.inFrontOf(toNotifier))
                                .on("listUndeliveredMails", reads.inFrontOf(toNotifier))
                                .on("resendMail", changes.inFrontOf(toNotifier))
                                .on("getPreferences", reads.inFrontOf(toNotifier))
                                .on("putPreferences", changes.inFrontOf(toNotifier))
                                .on("putWorkspacePreferences", changes.inFrontOf(toNotifier))
                                .on("putProjectPreferences", changes.inFrontOf(toNotifier))
                                .on("listWebhooks", reads.inFrontOf(toNotifier))
                                .on("createWebhook", changes.inFrontOf(toNotifier))
                                .on("getWebhook", reads.inFrontOf(toNotifier))
                                .on("changeWebhook", changes.inFrontOf(toNotifier))
                                .on("deleteWebhook", changes.inFrontOf(toNotifier))
                                .on("rotateWebhookSecret", changes.inFrontOf(toNotifier))
                                .on("testWebhook", changes.inFrontOf(toNotifier))
                                .on("replayWebhook", changes.inFrontOf(toNotifier))
                                .on("listWebhookDeliveries", reads.inFrontOf(toNotifier))
                                .on("getOperation", operations::get)
                                .on("listOperations", operations::list)
                                .on("operationEvents", operations::events)
                                .on("stream", streams::stream)
                                .on("createStreamTicket", reads.inFrontOf(tickets::create))
                                .onAdmin("searchOperations", adminOperations::list)
                                .onAdmin("inspectOperation", adminOperations::one)
                                .onAdmin("why", why::why)
                                .onAdmin("erasePerson", erasures::erase)
                                .onAdmin("getErasure", erasures::find)
                                .onAdmin("dead letters", toDeadLetters)
                                .onAdmin("consumers", toDeadLetters)
                                .onAdmin("rebuilds", toOwner)
                                .onAdmin("all webhooks", toNotifier)
                                .router())))
                .map(admission::before);
    }

    private static Router withPages(Router router) {
        new DocsPage().mount(router);
        new ProblemPages().mount(router);
        return router;
    }
}
