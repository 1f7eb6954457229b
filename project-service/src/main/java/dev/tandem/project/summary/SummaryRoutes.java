package dev.tandem.project.summary;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Found;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.ProjectAccess;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Serves a project with counts of its contents, up to 10,000 of each kind, in one statement, for callers that compose
 * an overview.
 *
 * @param clock whose UTC day is today
 */
public record SummaryRoutes(Pool pool, Clock clock) {

    private static final String SUMMARY = "SELECT " + Project.COLUMNS.namesIn("p") + """
            , t.tasks, t.open, t.overdue, s.sections, w.members
            FROM project p JOIN member m ON m.workspace_id = p.workspace_id AND m.user_id = $2,
                LATERAL (
                    SELECT count(*) AS tasks, count(*) FILTER (WHERE completed_at IS NULL) AS open,
                           count(*) FILTER (WHERE completed_at IS NULL AND due_on < $3) AS overdue
                    FROM (SELECT completed_at, due_on FROM task
                          WHERE project_id = p.id AND deleted_at IS NULL LIMIT $4) counted
                ) t,
                LATERAL (SELECT count(*) AS sections FROM (SELECT FROM section WHERE project_id = p.id LIMIT $4) counted) s,
                LATERAL (SELECT count(*) AS members
                         FROM (SELECT FROM member WHERE workspace_id = p.workspace_id LIMIT $4) counted) w
            WHERE p.id = $1 AND p.deleted_at IS NULL
            """;

    /** Limit for each kind; it bounds the cost of a request for a large project. */
    private static final int MOST_COUNTED = 10_000;

    public void mount(Router router) {
        router.get("/v1/projects/:projectId/summary").handler(this::get);
    }

    private void get(RoutingContext ctx) {
        Query.refuseAny(ctx);
        find(Ids.inPath(ctx, "projectId"), Caller.of(ctx).userId())
                .map(Problems.orElse(ProjectAccess.noSuchProject()))
                .map(Summary::toJson)
                .onComplete(Answers.to(ctx, ctx::json));
    }

    private Future<Optional<Summary>> find(UUID project, String reader) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return pool.preparedQuery(SUMMARY)
                .execute(Tuple.of(project, reader, today, MOST_COUNTED))
                .map(rows -> Found.first(rows, Summary::from));
    }
}
