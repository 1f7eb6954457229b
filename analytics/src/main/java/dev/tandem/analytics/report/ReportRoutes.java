package dev.tandem.analytics.report;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Position;
import dev.tandem.kit.request.Query;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Serves analytics of projects and workspaces, and the events behind each number, to whoever may read the activity there. Every
 * query is limited to the workspace or the project of the permit.
 */
public final class ReportRoutes {

    private final Permissions permissions;
    private final ReportStore reports;
    private final EventStore events;
    private final Clock clock;

    /** @param totals a second pool; see {@link ReportStore} */
    public ReportRoutes(Permissions permissions, Pool pool, Pool totals, Clock clock) {
        this.permissions = permissions;
        this.reports = new ReportStore(pool, totals);
        this.events = new EventStore(pool);
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get("/v1/workspaces/:workspaceId/analytics").handler(this::report);
        router.get("/v1/workspaces/:workspaceId/analytics/events").handler(this::events);
        router.get("/v1/projects/:projectId/analytics").handler(this::report);
        router.get("/v1/projects/:projectId/analytics/events").handler(this::events);
    }

    private void report(RoutingContext ctx) {
        Period period = Period.of(Query.of(ctx, Period.PARAMETERS), clock.instant());
        permitted(ctx)
                .map(scope -> new Question(scope, period, clock.instant()))
                .compose(question -> reports.find(question).map(found -> new Report(question, found).toJson()))
                .onComplete(Answers.json(ctx));
    }

    private void events(RoutingContext ctx) {
        String[] known = Stream.concat(Stream.of(Period.PARAMETERS), Stream.of("measure", "cursor", "limit"))
                .toArray(String[]::new);
        Query query = Query.of(ctx, known);
        Period period = Period.of(query, clock.instant());
        Measure measure = Measure.valueOf(query.word("measure", Measure.names()).orElse(Measure.activity.name()));
        Page<Position> page = Page.of(query, Position.CURSORS);
        permitted(ctx)
                .map(scope -> new Question(scope, period, clock.instant()))
                .compose(question -> events.behind(measure, question, page.after(), page.rows()))
                .map(found -> page.toJson(found, EventStore.CountedEvent::position, EventStore.CountedEvent::toJson))
                .onComplete(Answers.json(ctx));
    }

    private Future<Scope> permitted(RoutingContext ctx) {
        Caller caller = Caller.of(ctx);
        if (ctx.pathParam("projectId") == null) {
            return permissions
                    .check(caller, Action.ACTIVITY_READ, Ids.inPath(ctx, "workspaceId"))
                    .map(permit -> new Scope(permit.workspaceId(), null));
        }
        UUID projectId = Ids.inPath(ctx, "projectId");
        return permissions
                .checkProject(caller, Action.ACTIVITY_READ, projectId)
                .map(permit -> new Scope(permit.workspaceId(), projectId));
    }
}
